package io.postrider.broker.core.recovery;

import java.util.Arrays;

/**
 * Numbers by keys. Keys are given out one after the other, so those of a backlog lie close together: sixteen neighbours share a block, which
 * is found by hash and costs little more than their numbers; and who asks for the next key mostly finds it in the block at hand. Made for millions
 * of keys above 0. For one thread.
 */
final class KeyIndex {
    /** What stands for a key that was never put. */
    static final int ABSENT = 0;

    private static final int BLOCK_BITS = 4;
    private static final int BLOCK_KEYS = 1 << BLOCK_BITS;
    private static final int INITIAL_BLOCKS = 8;

    /** By hash: which block, and where its numbers begin; the first block of numbers is nobody's, so that 0 is an empty place. */
    private long[] blocks = new long[INITIAL_BLOCKS];

    private int[] bases = new int[INITIAL_BLOCKS];
    private int used;

    private int[] numbers = new int[INITIAL_BLOCKS * BLOCK_KEYS];
    private int end = BLOCK_KEYS;

    /** The block at hand. */
    private long latest = -1;

    private int latestBase;

    /** Is told of keys. */
    @FunctionalInterface
    interface Visitor {
        void number(long key, int number);
    }

    /** The number of a key, or {@link #ABSENT}. */
    int get(long key) {
        long block = key >>> BLOCK_BITS;
        if (block != latest) {
            int base = bases[find(block)];
            if (base == 0) {
                return ABSENT;
            }
            latest = block;
            latestBase = base;
        }
        return numbers[latestBase + offset(key)];
    }

    /** Gives a key a number other than {@link #ABSENT}, in place of what it had. */
    void put(long key, int number) {
        if (key >>> BLOCK_BITS != latest) {
            choose(key >>> BLOCK_BITS);
        }
        numbers[latestBase + offset(key)] = number;
    }

    private static int offset(long key) {
        return (int) key & BLOCK_KEYS - 1;
    }

    private void choose(long block) {
        int at = find(block);
        if (bases[at] == 0) {
            if (4 * (used + 1) > 3 * blocks.length) {
                grow();
                at = find(block);
            }
            if (end == numbers.length) {
                numbers = Arrays.copyOf(numbers, 2 * end);
            }
            blocks[at] = block;
            bases[at] = end;
            end += BLOCK_KEYS;
            used++;
        }
        latest = block;
        latestBase = bases[at];
    }

    private void grow() {
        long[] formerBlocks = blocks;
        int[] formerBases = bases;
        blocks = new long[2 * formerBlocks.length];
        bases = new int[blocks.length];
        for (int i = 0; i < formerBlocks.length; i++) {
            if (formerBases[i] != 0) {
                int at = find(formerBlocks[i]);
                blocks[at] = formerBlocks[i];
                bases[at] = formerBases[i];
            }
        }
    }

    private int find(long block) {
        int mask = blocks.length - 1;
        int at = (int) (block * 0x9E3779B97F4A7C15L >>> 32) & mask;
        while (bases[at] != 0 && blocks[at] != block) {
            at = at + 1 & mask;
        }
        return at;
    }

    /** Tells of all keys, in no order. */
    void forEach(Visitor visitor) {
        for (int i = 0; i < blocks.length; i++) {
            if (bases[i] != 0) {
                tell(blocks[i], bases[i], visitor);
            }
        }
    }

    /** The block that holds a key. */
    static long blockOf(long key) {
        return key >>> BLOCK_BITS;
    }

    /** The highest key that a block can hold. */
    static long lastKeyOf(long block) {
        return block << BLOCK_BITS | BLOCK_KEYS - 1;
    }

    /** Which blocks hold keys, from this block on, the lowest first: for {@link #forEachOf}. */
    long[] blocksFrom(long lowest) {
        long[] inOrder = new long[used];
        int count = 0;
        for (int i = 0; i < blocks.length; i++) {
            if (bases[i] != 0 && blocks[i] >= lowest) {
                inOrder[count++] = blocks[i];
            }
        }
        Arrays.sort(inOrder, 0, count);
        return Arrays.copyOf(inOrder, count);
    }

    /** Tells of the keys of a block, the lowest first. */
    void forEachOf(long block, Visitor visitor) {
        tell(block, bases[find(block)], visitor);
    }

    private void tell(long block, int base, Visitor visitor) {
        for (int i = 0; i < BLOCK_KEYS; i++) {
            if (numbers[base + i] != ABSENT) {
                visitor.number(block << BLOCK_BITS | i, numbers[base + i]);
            }
        }
    }
}
