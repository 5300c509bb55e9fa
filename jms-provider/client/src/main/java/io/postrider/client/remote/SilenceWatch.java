package io.postrider.client.remote;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends a link's transport when nothing has come over it for too long. On a thread of its own: those of the link may both be held by the socket, one by
 * reading and one by writing. A time-out of the socket itself would do for the reader, but from the first one on it costs two more system calls
 * for each read.
 */
final class SilenceWatch implements Runnable {
    /** In so many looks in vain the silence that is permitted is over. No clock: that goes on while this process stands still. */
    private static final int MOST_LOOKS = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    private Transport watched;
    private long lookMillis;
    private long lastWait;
    private int looksInVain;
    private boolean ended;

    /**
     * Watches a transport from now on, and no other.
     *
     * @param silenceMillis how long nothing may come while it is read from; 0 for as long as it likes
     */
    void watch(Transport transport, int silenceMillis) {
        lock.lock();
        try {
            watched = transport;
            lookMillis = silenceMillis == 0 ? 0 : Math.max(1, silenceMillis / MOST_LOOKS);
            lastWait = Transport.NOT_WAITING;
            looksInVain = 0;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** There will be no other transport. */
    void end() {
        lock.lock();
        try {
            ended = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Looks now and then, until there is nothing to watch any more. */
    @Override
    public void run() {
        lock.lock();
        try {
            while (!ended) {
                if (isTimeToLook()) {
                    look();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until it is, or until something has changed. */
    private boolean isTimeToLook() {
        if (lookMillis == 0) {
            changed.awaitUninterruptibly();
            return false;
        }
        try {
            return !changed.await(lookMillis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // nobody has a reason to interrupt this thread; it ends with the link
            Log.LOG.debug("PR003508 The watch was interrupted", e);
            return false;
        }
    }

    /** Looks once: whether the reading thread is still in the wait that it was in at the last look. */
    void look() {
        lock.lock();
        try {
            lookAt(watched);
        } finally {
            lock.unlock();
        }
    }

    private void lookAt(Transport transport) {
        long wait = transport.currentWait();
        looksInVain = wait != Transport.NOT_WAITING && wait == lastWait ? looksInVain + 1 : 0;
        lastWait = wait;
        if (looksInVain == MOST_LOOKS) {
            transport.giveUp("nothing came from the broker for " + MOST_LOOKS * lookMillis + " ms");
            lookMillis = 0;
        }
    }
}
