package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
import io.postrider.protocol.link.BrokerException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The link of the moment, and the commands that are under way on it. Its lock guards all that is carried from link to link; it is held for
 * a few instructions, never while a link is called or somebody is told.
 */
final class LinkSwitch {
    final ReentrantLock lock = new ReentrantLock();

    private final Condition changed = lock.newCondition();
    private final Set<Carried> underWay = new LinkedHashSet<>();
    private final Queue<Carried> waiting = new ArrayDeque<>();
    private RecoverableLink link;
    private boolean open;
    private BrokerException ended;

    /** Gives a command to the link; if none is open, to the next. Never waits but for what the link itself does. */
    void submit(Carried command) {
        RecoverableLink target = null;
        BrokerException refusal;
        Carried withoutWaiting = command.withoutWaiting();
        boolean over = false;
        lock.lock();
        try {
            refusal = ended;
            over = refusal == null && !open && withoutWaiting != null;
            if (refusal == null && !open) {
                waiting.add(over ? withoutWaiting : command);
                if (!over) {
                    return;
                }
            }
            if (refusal == null && !over) {
                begin(command);
                target = link;
            }
        } finally {
            lock.unlock();
        }
        if (over) {
            command.overWithTheLink();
        } else if (refusal == null) {
            command.issue(target);
        } else {
            command.abandon(refusal);
        }
    }

    private void begin(Carried command) {
        command.begin();
        if (command.isAwaited()) {
            underWay.add(command);
        }
    }

    /** A command is over. Returns false if it was over before. */
    boolean finish(Carried command) {
        lock.lock();
        try {
            return underWay.remove(command);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a link is open, or all is over.
     *
     * @return false if there was none in time
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    boolean awaitOpen(int timeoutMillis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
            while (!open && ended == null) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits so long, or until all is over. Returns whether it is. */
    boolean awaitEnd(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (ended == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return ended != null;
        } catch (InterruptedException e) {
            Log.LOG.debug("PR006010 The wait for another attempt was interrupted", e);
            return ended != null;
        } finally {
            lock.unlock();
        }
    }

    boolean isOpen() {
        lock.lock();
        try {
            return open;
        } finally {
            lock.unlock();
        }
    }

    /** The link, open or lost; null before the first. */
    RecoverableLink link() {
        lock.lock();
        try {
            return link;
        } finally {
            lock.unlock();
        }
    }

    /**
     * A link is lost.
     *
     * @return whether it was the open one, so that somebody has to see to the next
     */
    boolean lost(RecoverableLink gone) {
        lock.lock();
        try {
            if (gone != link || !open) {
                return false;
            }
            open = false;
            return ended == null;
        } finally {
            lock.unlock();
        }
    }

    /** A link takes the place of the one before; commands wait until {@link #openIfIdle}. Returns false if all is over. */
    boolean replace(RecoverableLink next) {
        lock.lock();
        try {
            if (ended == null) {
                link = next;
            }
            return ended == null;
        } finally {
            lock.unlock();
        }
    }

    /** What the former link did not answer, in order. */
    List<Carried> unanswered() {
        lock.lock();
        try {
            return new ArrayList<>(underWay);
        } finally {
            lock.unlock();
        }
    }

    /** The link is lost: what undid something on it is over. */
    void endWithTheLink() {
        for (Carried command : unanswered()) {
            if (command.withoutWaiting() != null && command.finish()) {
                command.overWithTheLink();
            }
        }
    }

    /** What came of {@link #openIfIdle}. */
    enum Opening {
        /** A command had waited, and was issued; there may be more. */
        BUSY,
        /** The link is open. */
        OPEN,
        /** The link is lost again, or all is over. */
        LOST
    }

    /** Issues a command that waits; where none does, opens the link. */
    Opening openIfIdle() {
        Carried next;
        RecoverableLink target;
        lock.lock();
        try {
            target = link;
            if (ended != null || target.hasEnded()) {
                return Opening.LOST;
            }
            next = waiting.poll();
            if (next == null) {
                open = true;
                changed.signalAll();
                return Opening.OPEN;
            }
            begin(next);
        } finally {
            lock.unlock();
        }
        next.issue(target);
        return Opening.BUSY;
    }

    /**
     * All is over: every command fails.
     *
     * @return false if it was over before
     */
    boolean end(BrokerException cause) {
        List<Carried> abandoned;
        lock.lock();
        try {
            if (ended != null) {
                return false;
            }
            ended = cause;
            open = false;
            abandoned = new ArrayList<>(underWay);
            abandoned.addAll(waiting);
            underWay.clear();
            waiting.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        abandoned.forEach(command -> command.abandon(cause));
        return true;
    }

    /** Whether all is over. */
    boolean hasEnded() {
        lock.lock();
        try {
            return ended != null;
        } finally {
            lock.unlock();
        }
    }
}
