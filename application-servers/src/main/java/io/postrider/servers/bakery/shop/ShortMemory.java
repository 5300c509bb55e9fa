package io.postrider.servers.bakery.shop;

/** Makes memory short for a moment, without using it up. */
final class ShortMemory {
    /** In longs, eight times as many bytes: more than any heap here may have, and less than the longest array. */
    private static final int TOO_MUCH = 1 << 30;

    private ShortMemory() {}

    /** Before a JVM says that memory is out, it clears all references that are soft: it has to, by their contract. */
    static void make() {
        try {
            throw new IllegalStateException("memory was not short: there was place for " + new long[TOO_MUCH].length);
        } catch (OutOfMemoryError asWished) {
            System.runFinalization();
        }
    }
}
