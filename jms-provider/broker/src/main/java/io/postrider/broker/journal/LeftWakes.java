package io.postrider.broker.journal;

/**
 * Wakes that a commit has left, until a caller takes them on with which the next commit is complete: it has nothing to do while that is
 * written. Where no such caller comes, as with transactions of those who are to be woken, leaving them is in vain, and then they are made at once, but
 * for a try now and then. Each call returns what its caller is to run. Guarded by the lock of the {@link GroupCommit}.
 */
final class LeftWakes {
    private static final Runnable NOTHING = () -> {};

    private final Seldom leaving = new Seldom();
    private Runnable left = NOTHING;

    void leave(Runnable wakes) {
        left = wakes;
    }

    /** The owner of the commit that has left them gives up. */
    Runnable atTheEnd(boolean othersWait) {
        return othersWait && leaving.isDue() ? NOTHING : take();
    }

    /** A caller waits that completes the next commit; null if there is nothing for it to do. */
    Runnable forCaller() {
        if (left == NOTHING) {
            return null;
        }
        leaving.tried(true);
        return take();
    }

    /** The next commit begins, or none ever will. */
    Runnable forOwner() {
        if (left != NOTHING) {
            leaving.tried(false);
        }
        return take();
    }

    private Runnable take() {
        Runnable taken = left;
        left = NOTHING;
        return taken;
    }
}
