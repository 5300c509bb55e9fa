package io.postrider.broker.journal;

import io.postrider.broker.journal.JournalUnit.Urgency;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers units into commits, for journals that write their own store. The commit in flight is the window in which the
 * next one gathers; and those whom a commit has set free are given a moment to come back, see {@link Gathering}.
 *
 * <p>The store has one <em>owner</em> at a time: the thread that takes what has gathered, commits it, and calls its
 * completions before anybody else may commit. The owner is this object's own thread; or, when nobody owns the store, a caller that
 * waits anyway, as the hop to another thread would cost it a quarter of its rate; or, as long as commits are brief, a caller that
 * works in rounds, at the end of one, see {@link UnitCompletion#endOfRound}. Such a caller makes one commit, and leaves what has
 * gathered meanwhile to the thread.
 *
 * <p>After a failed commit all units fail for ever, with the same cause, or with what turns out to be the cause of that.
 */
public final class GroupCommit {
    private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

    /** Writes units to the store. Called by one thread at a time, its interrupts held back. */
    @FunctionalInterface
    public interface Store {

        /**
         * Commits all of these, or fails; then nobody will call again.
         *
         * @throws JournalException if the store cannot be relied upon any longer
         */
        void commit(List<JournalUnit> units) throws JournalException;
    }

    private final String brokerName;
    private final Store store;
    private final int maxBytes;
    private final long lazyNanos;
    private final LongSupplier nanoTime;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition work = lock.newCondition();

    /** Of whoever owns the store. */
    private final Gathering gathering;

    /** Written under the lock; the owner looks at it without. */
    private volatile int waitingPrompt;

    // all guarded by the lock
    private final Queue<JournalUnit> waiting = new ArrayDeque<>();
    private final LeftWakes left = new LeftWakes();

    private boolean clockRuns;
    private boolean owned;
    /** Whose end what waits is put off to; null if it is not. */
    private Round round;

    private boolean closing;
    private JournalException failure;
    private long commits;
    private long units;

    /**
     * Starts nothing yet.
     *
     * @param brokerName for messages
     * @param threads makes the thread
     * @param store is committed to
     * @param maxBytes how much a commit takes at most, but for a single unit that is larger
     * @param lazyMillis how long a lazy unit waits for others at most
     */
    public GroupCommit(String brokerName, ThreadFactory threads, Store store, int maxBytes, int lazyMillis) {
        this(brokerName, threads, store, maxBytes, lazyMillis, System::nanoTime);
    }

    /**
     * With a clock of one's own.
     *
     * @param nanoTime as {@link System#nanoTime}; what a commit takes is told by it
     */
    GroupCommit(
            String brokerName,
            ThreadFactory threads,
            Store store,
            int maxBytes,
            int lazyMillis,
            LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.gathering = new Gathering(nanoTime);
        this.brokerName = brokerName;
        this.store = store;
        this.maxBytes = maxBytes;
        this.lazyNanos = TimeUnit.MILLISECONDS.toNanos(lazyMillis);
        this.thread = threads.newThread(this::run);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** As {@link Journal#append}. */
    public void append(JournalUnit unit) {
        JournalException refusal;
        Runnable callersPart = null;
        lock.lock();
        try {
            refusal = failure;
            if (refusal == null && closing) {
                refusal = new JournalException("The journal of broker '" + brokerName + "' is closed");
            }
            if (refusal == null) {
                callersPart = enqueue(unit);
            }
        } finally {
            lock.unlock();
        }
        if (refusal != null) {
            fail(unit, refusal);
        } else if (callersPart != null) {
            callersPart.run();
        }
    }

    /** How many commits there have been. */
    public long commits() {
        lock.lock();
        try {
            return commits;
        } finally {
            lock.unlock();
        }
    }

    /** How many units these held. */
    public long units() {
        lock.lock();
        try {
            return units;
        } finally {
            lock.unlock();
        }
    }

    /** Why nothing can be appended any longer, or null. */
    public JournalException failure() {
        lock.lock();
        try {
            return failure;
        } finally {
            lock.unlock();
        }
    }

    /** Makes every later unit fail, as after a failed commit. */
    public void fail(JournalException cause) {
        fail(cause, false);
    }

    /** As {@link #fail}; and where a commit has failed already, that was a consequence of this, which is told from now on. */
    public void failAtTheRoot(JournalException cause) {
        fail(cause, true);
    }

    private void fail(JournalException cause, boolean atTheRoot) {
        List<JournalUnit> lost;
        Runnable untold;
        lock.lock();
        try {
            failure = failure == null || atTheRoot ? cause : failure;
            lost = new ArrayList<>(waiting);
            waiting.clear();
            waitingPrompt = 0;
            untold = left.forOwner();
            work.signalAll();
        } finally {
            lock.unlock();
        }
        untold.run();
        lost.forEach(unit -> fail(unit, cause));
    }

    /**
     * Refuses later units, and waits until what was appended is committed and the thread has ended. Not to be called by a
     * completion.
     */
    public void close() {
        lock.lock();
        try {
            closing = true;
            work.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns what the caller is to do about it, without the lock; null if others do. */
    private Runnable enqueue(JournalUnit unit) {
        boolean lazy = unit.urgency() == Urgency.LAZY;
        boolean first = !owned && !lazy && waitingPrompt == 0;
        waiting.add(unit);
        waitingPrompt += lazy ? 0 : 1;
        if (first && unit.urgency() == Urgency.CALLER_WAITS) {
            owned = true;
            return this::commitAsCaller;
        }
        Executor endOfRound =
                first && gathering.commitsAreBrief() ? unit.completion().endOfRound() : null;
        if (endOfRound != null) {
            round = new Round(endOfRound);
            return round::putOff;
        }
        if (!owned) {
            // an owner looks for more before it gives up
            signalIfDue();
        }
        return endsTheWait(unit) ? left.forCaller() : null;
    }

    /** Whether the next commit begins with this unit: its caller has time now for what the last commit has left. */
    private boolean endsTheWait(JournalUnit unit) {
        return unit.urgency() == Urgency.CALLER_WAITS && waitingPrompt >= gathering.wanted();
    }

    /** Wakes the thread up; but not for lazy units while it waits for the time to commit these, nor for what is put off. */
    private void signalIfDue() {
        if (promptIsDue() || closing || !waiting.isEmpty() && !clockRuns) {
            work.signal();
        }
    }

    private boolean promptIsDue() {
        return waitingPrompt > 0 && round == null;
    }

    /** What the owner commits next; empty where all that waited has failed meanwhile. */
    private List<JournalUnit> gather() {
        gathering.awaitOthers(() -> waitingPrompt);
        return take();
    }

    private List<JournalUnit> take() {
        List<JournalUnit> batch;
        Runnable untold;
        lock.lock();
        try {
            batch = takeBatch();
            untold = left.forOwner();
        } finally {
            lock.unlock();
        }
        untold.run();
        return batch;
    }

    private List<JournalUnit> takeBatch() {
        List<JournalUnit> batch = new ArrayList<>(waiting.size());
        long bytes = 0;
        for (JournalUnit next = waiting.peek(); next != null; next = waiting.peek()) {
            bytes += sizeOf(next);
            if (bytes > maxBytes && !batch.isEmpty()) {
                break;
            }
            batch.add(waiting.remove());
        }
        waitingPrompt -= promptIn(batch);
        return batch;
    }

    private static int promptIn(List<JournalUnit> batch) {
        int prompt = 0;
        for (JournalUnit unit : batch) {
            prompt += unit.urgency() == Urgency.LAZY ? 0 : 1;
        }
        return prompt;
    }

    private static long sizeOf(JournalUnit unit) {
        long bytes = 0;
        for (JournalRecord record : unit.records()) {
            bytes += record.lengthBytes();
        }
        return bytes;
    }

    private void commitAsCaller() {
        asOwner(() -> commit(gather()));
    }

    private void asOwner(Runnable commit) {
        boolean interrupted = Thread.interrupted();
        try {
            commit.run();
        } finally {
            giveUp();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** A commit that a caller makes when it has taken in what else has come. */
    private final class Round implements Runnable {
        private final Executor executor;
        private Gathering.Wait wait;

        Round(Executor executor) {
            this.executor = executor;
        }

        void putOff() {
            try {
                executor.execute(this);
            } catch (RejectedExecutionException e) {
                LOG.debug("broker '{}': a round was ended before its commit, which the thread makes", brokerName, e);
                lock.lock();
                try {
                    round = null;
                    signalIfDue();
                } finally {
                    lock.unlock();
                }
            }
        }

        @Override
        public void run() {
            Runnable part = end();
            if (part != null) {
                part.run();
            }
        }

        /** Returns what is to be done now, without the lock; null if nothing is. */
        private Runnable end() {
            lock.lock();
            try {
                boolean mayCommit = round == this && !owned && waitingPrompt > 0;
                if (mayCommit && awaitsOthers()) {
                    return this::putOff;
                }
                if (round == this) {
                    // whoever else owns the store looks for more before it gives up
                    round = null;
                }
                owned |= mayCommit;
                return mayCommit ? () -> asOwner(() -> commit(take())) : null;
            } finally {
                lock.unlock();
            }
        }

        /** Whether others may come in the next round, who are worth it. To look once is enough: each look costs system calls. */
        private boolean awaitsOthers() {
            if (wait != null) {
                wait.end(waitingPrompt);
                return false;
            }
            wait = gathering.begin(waitingPrompt);
            return wait != null;
        }
    }

    private void giveUp() {
        lock.lock();
        Runnable untold;
        try {
            owned = false;
            signalIfDue();
            // where somebody waits there is an owner again at once
            untold = left.atTheEnd(waitingPrompt > 0);
        } finally {
            lock.unlock();
        }
        untold.run();
    }

    private void run() {
        while (awaitOwnership()) {
            commit(gather());
            giveUp();
        }
    }

    /** Waits for something to commit, and owns the store then. Returns false at the end. */
    private boolean awaitOwnership() {
        lock.lock();
        try {
            long lazyLeft = lazyNanos;
            clockRuns = false;
            while (true) {
                boolean due = promptIsDue() || !waiting.isEmpty() && (closing || lazyLeft <= 0);
                if (!owned && due) {
                    owned = true;
                    return true;
                }
                if (!owned && closing) {
                    return false;
                }
                lazyLeft = await(lazyLeft);
            }
        } finally {
            lock.unlock();
        }
    }

    private long await(long lazyLeft) {
        // runs out even if others have committed the units it was started for: there are new ones at once, mostly
        clockRuns = lazyLeft > 0 && (clockRuns || !waiting.isEmpty());
        try {
            if (clockRuns) {
                return work.awaitNanos(lazyLeft);
            }
            work.await();
            return lazyNanos;
        } catch (InterruptedException e) {
            // nobody has a reason to interrupt this thread; it ends by close alone
            LOG.warn("PR002002 broker '{}': the journal's thread was interrupted, and goes on", brokerName);
            return lazyLeft;
        }
    }

    private void commit(List<JournalUnit> batch) {
        JournalException cause = failure();
        if (cause == null) {
            long began = nanoTime.getAsLong();
            cause = tryCommit(batch);
            gathering.committed(promptIn(batch), waitingPrompt, began, nanoTime.getAsLong());
        }
        if (cause != null) {
            for (JournalUnit unit : batch) {
                fail(unit, cause);
            }
            fail(cause);
            return;
        }
        lock.lock();
        try {
            commits++;
            units += batch.size();
        } finally {
            lock.unlock();
        }
        tell(batch);
    }

    private void tell(List<JournalUnit> batch) {
        CommitNews news = new CommitNews(brokerName);
        try {
            news.tell(batch);
        } finally {
            lock.lock();
            left.leave(news::wakeOthers);
            lock.unlock();
        }
    }

    private JournalException tryCommit(List<JournalUnit> batch) {
        try {
            store.commit(batch);
            return null;
        } catch (JournalException e) {
            return e;
        } catch (RuntimeException | Error e) {
            return new JournalException("The journal of broker '" + brokerName + "' failed: " + e, e);
        }
    }

    private void fail(JournalUnit unit, JournalException cause) {
        try {
            unit.completion().failed(cause);
        } catch (RuntimeException e) {
            LOG.error("PR002006 broker '{}': a completion failed, told of a failed unit", brokerName, e);
        }
    }
}
