package io.postrider.protocol.message;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Strings as UTF-8. A surrogate without its partner, for which UTF-8 has no form but which a Java string may hold, takes
 * the three bytes that its number would take: what an application sends is what it receives, to the last character.
 */
final class TextCodec {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long EACH_BYTE = 0x0101_0101_0101_0101L;
    private static final char REPLACED_BY_DECODER = '\ufffd';
    private static final byte REPLACED_BY_ENCODER = '?';

    private static final int SURROGATE_LEAD = 0xed;
    private static final int SURROGATE_BYTES = 3;

    private TextCodec() {}

    static byte[] encode(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        // The JDK writes a question mark for what UTF-8 cannot hold: where there is none, nothing was lost.
        return holdsQuestionMark(bytes) && hasUnpairedSurrogate(text) ? encodeWithUnpaired(text) : bytes;
    }

    static String decode(byte[] bytes, int offset, int length) {
        String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
        return text.indexOf(REPLACED_BY_DECODER) < 0 ? text : decodeWithUnpaired(bytes, offset, offset + length);
    }

    /** Eight bytes at a time: this runs for every string that is sent. */
    private static boolean holdsQuestionMark(byte[] bytes) {
        int at = 0;
        for (; at <= bytes.length - Long.BYTES; at += Long.BYTES) {
            long zeroWhereFound = (long) LONG.get(bytes, at) ^ EACH_BYTE * REPLACED_BY_ENCODER;
            if ((zeroWhereFound - EACH_BYTE & ~zeroWhereFound & EACH_BYTE << 7) != 0) {
                return true;
            }
        }
        for (; at < bytes.length; at++) {
            if (bytes[at] == REPLACED_BY_ENCODER) {
                return true;
            }
        }
        return false;
    }

    private static boolean hasUnpairedSurrogate(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (!startsPair(text, at)) {
                    return true;
                }
                at++;
            }
        }
        return false;
    }

    private static boolean startsPair(String text, int at) {
        return at + 1 < text.length() && Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1));
    }

    private static byte[] encodeWithUnpaired(String text) {
        ByteWriter out = new ByteWriter(text.length() * SURROGATE_BYTES);
        int written = 0;
        for (int at = 0; at < text.length(); at++) {
            char next = text.charAt(at);
            if (Character.isSurrogate(next)) {
                if (startsPair(text, at)) {
                    at++;
                } else {
                    writeProper(out, text.substring(written, at));
                    out.writeByte(0xe0 | next >> 12)
                            .writeByte(0x80 | next >> 6 & 0x3f)
                            .writeByte(0x80 | next & 0x3f);
                    written = at + 1;
                }
            }
        }
        writeProper(out, text.substring(written));
        return out.toByteArray();
    }

    private static void writeProper(ByteWriter out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeRaw(bytes, 0, bytes.length);
    }

    private static String decodeWithUnpaired(byte[] bytes, int offset, int end) {
        StringBuilder text = new StringBuilder(end - offset);
        int read = offset;
        for (int at = offset; at <= end - SURROGATE_BYTES; at++) {
            if (isSurrogate(bytes, at)) {
                text.append(new String(bytes, read, at - read, StandardCharsets.UTF_8));
                text.append((char) ((bytes[at] & 0x0f) << 12 | (bytes[at + 1] & 0x3f) << 6 | bytes[at + 2] & 0x3f));
                at += SURROGATE_BYTES - 1;
                read = at + 1;
            }
        }
        return text.append(new String(bytes, read, end - read, StandardCharsets.UTF_8))
                .toString();
    }

    private static boolean isSurrogate(byte[] bytes, int at) {
        return (bytes[at] & 0xff) == SURROGATE_LEAD && (bytes[at + 1] & 0xe0) == 0xa0 && (bytes[at + 2] & 0xc0) == 0x80;
    }
}
