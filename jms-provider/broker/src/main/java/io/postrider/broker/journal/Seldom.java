package io.postrider.broker.journal;

/** Something that is tried ever more seldom while it is in vain. Used by one thread at a time. */
final class Seldom {
    private static final int MOST_PASSED_OVER = 63;

    private int passOver;
    private int passOverNext = 1;

    /** Whether it is to be tried now; if not, that counts as passed over. */
    boolean isDue() {
        if (passOver > 0) {
            passOver--;
            return false;
        }
        return true;
    }

    void tried(boolean worked) {
        if (worked) {
            passOverNext = 1;
        } else {
            passOver = passOverNext;
            passOverNext = Math.min(2 * passOverNext + 1, MOST_PASSED_OVER);
        }
    }
}
