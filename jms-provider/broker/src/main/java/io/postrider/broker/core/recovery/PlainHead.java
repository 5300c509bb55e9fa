package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.RecordType;

/**
 * The head of the plainest message there is, as {@link io.postrider.broker.core.record.RecordCodec} writes it: in one queue, neither
 * delayed nor expiring, nobody's account. Read where it lies, as most messages are like that, and a start reads the heads of all.
 */
final class PlainHead {
    private static final int FLAGS_AT = 1;
    private static final int PRIORITY_AT = 2;
    private static final int KEY_AT = 3;
    private static final int SHARES_AT = 11;
    private static final int SHARE_AT = 12;
    private static final int MAX_PRIORITY = 9;
    private static final int MAX_SHARE_BYTES = 4;

    private PlainHead() {}

    /**
     * How long it is.
     *
     * @param length of what there is, a head or a whole record
     * @return 0 if it is the head of something else
     */
    static int length(byte[] bytes, int offset, int length) {
        return length > SHARE_AT
                        && bytes[offset] == RecordType.MESSAGE_ADDED.code()
                        && bytes[offset + FLAGS_AT] == 0
                        && bytes[offset + PRIORITY_AT] >= 0
                        && bytes[offset + PRIORITY_AT] <= MAX_PRIORITY
                        && bytes[offset + SHARES_AT] == 1
                        && key(bytes, offset) > 0
                ? lengthByShare(bytes, offset, length)
                : 0;
    }

    private static int lengthByShare(byte[] bytes, int offset, int length) {
        int end = Math.min(length, SHARE_AT + MAX_SHARE_BYTES);
        for (int at = SHARE_AT; at < end; at++) {
            if (bytes[offset + at] >= 0) {
                return at + 1;
            }
        }
        return 0;
    }

    static int priority(byte[] bytes, int offset) {
        return bytes[offset + PRIORITY_AT];
    }

    /** Byte by byte: most of a start is over before the compiler has come to it, and a view of the array is slow until then. */
    static long key(byte[] bytes, int offset) {
        long key = 0;
        for (int at = offset + KEY_AT; at < offset + SHARES_AT; at++) {
            key = key << 8 | bytes[at] & 0xff;
        }
        return key;
    }

    static int share(byte[] bytes, int offset) {
        int at = offset + SHARE_AT;
        int share = bytes[at] & 0x7f;
        for (int shift = 7; bytes[at] < 0; shift += 7) {
            share |= (bytes[++at] & 0x7f) << shift;
        }
        return share;
    }
}
