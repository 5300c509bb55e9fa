package io.postrider.broker.core.recovery;

import java.util.Arrays;

/** A list of numbers that grows by pieces, so that the millions of which it may consist are not copied as it grows. For one thread. */
final class Numbers {
    private static final int PIECE_BITS = 12;
    private static final int PIECE = 1 << PIECE_BITS;
    private static final int SMALLEST_PIECE = 16;

    private int[][] pieces = {new int[SMALLEST_PIECE]};
    private int size;

    int size() {
        return size;
    }

    void add(int number) {
        int piece = size >>> PIECE_BITS;
        int at = size & PIECE - 1;
        if (piece == pieces.length) {
            pieces = Arrays.copyOf(pieces, 2 * piece);
        }
        if (pieces[piece] == null) {
            pieces[piece] = new int[PIECE];
        } else if (at == pieces[piece].length) {
            // the first piece alone: most queues have few messages
            pieces[piece] = Arrays.copyOf(pieces[piece], 2 * at);
        }
        pieces[piece][at] = number;
        size++;
    }

    int get(int index) {
        return pieces[index >>> PIECE_BITS][index & PIECE - 1];
    }
}
