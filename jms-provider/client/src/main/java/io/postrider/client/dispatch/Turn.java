package io.postrider.client.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Whose turn it is to run the application's code for a session: one message listener or completion listener at a time
 * (sections 6.2.13 and 7.3.8 of the specification). Others wait for a turn to end, which closing and stopping must do.
 *
 * <p>Any thread may call. A thread that has the turn gives it up while it waits for something in {@link #awaitWithin}, or
 * a commit inside of a listener could never see its completion listeners run.
 */
public final class Turn {

    /** What is being run. */
    public enum Kind {
        /** A message listener. */
        LISTENER,
        /** A completion listener. */
        COMPLETION
    }

    private static final VarHandle HOLDER;

    static {
        try {
            HOLDER = MethodHandles.lookup().findVarHandle(Turn.class, "holder", Claim.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Whose turn it is; never changed, so that others may look at it at any time. */
    private record Claim(Thread thread, Kind kind, Object subject) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /**
     * Who has the turn, or null. It is taken by whoever changes it from null, without the lock: two threads that listen and complete by turns are
     * rare, and a message takes a turn of its own. Only the one who has it gives it up.
     */
    private volatile Claim holder;

    /** The message listener that runs, but has given up its turn to wait; or null. Changes under the lock, and by one who has the turn. */
    private volatile Claim suspended;

    /**
     * How many wait for {@link #changed}, or are about to look whether they must. Changes under the lock. They are counted before they look, and who
     * gives up the turn does so before it looks here: one of both sees what the other has done, so nobody waits for what has happened already.
     */
    private volatile int waiting;

    /** The latest claim made, as the next one is mostly the same. Of several threads any may win. */
    private Claim latest;

    /**
     * Waits for the turn and takes it, unless it is no longer wanted.
     *
     * @param whose a consumer or producer, whose listener it is
     * @param wanted asked again once it is this thread's turn
     * @return false if it was not wanted any more; then there is nothing to {@link #leave}
     */
    public boolean enter(Kind of, Object whose, BooleanSupplier wanted) {
        enter(of, whose);
        if (wanted.getAsBoolean()) {
            return true;
        }
        leave();
        return false;
    }

    /** Waits for the turn and takes it. From here on a listener counts as running: what it looks at now was not stopped before. */
    public void enter(Kind of, Object whose) {
        Claim claim = claim(of, whose);
        if (!take(claim)) {
            awaitTurn(claim);
        }
    }

    private Claim claim(Kind of, Object whose) {
        Claim known = latest;
        Thread caller = Thread.currentThread();
        if (known == null || known.thread != caller || known.kind != of || known.subject != whose) {
            known = new Claim(caller, of, whose);
            latest = known;
        }
        return known;
    }

    private boolean take(Claim claim) {
        if (!mayTake(claim) || !HOLDER.compareAndSet(this, null, claim)) {
            return false;
        }
        if (mayTake(claim)) {
            return true;
        }
        // the one before has suspended its listener just now
        leave();
        return false;
    }

    /** A listener does not begin while another one waits inside of its turn. */
    private boolean mayTake(Claim claim) {
        return claim.kind == Kind.COMPLETION || suspended == null;
    }

    private void awaitTurn(Claim claim) {
        lock.lock();
        waiting++;
        try {
            while (!take(claim)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** Ends this thread's turn. */
    public void leave() {
        holder = null;
        if (waiting > 0) {
            changed();
        }
    }

    /** Whether this thread is inside of a listener or completion listener of the session. */
    public boolean isMine() {
        return mine() != null;
    }

    /** Whether this thread is inside of a listener of that kind. */
    public boolean isMine(Kind of) {
        Claim mine = mine();
        return mine != null && mine.kind == of;
    }

    /** Whether this thread is inside of a listener of that kind, of that consumer or producer. */
    public boolean isMine(Kind of, Object whose) {
        Claim mine = mine();
        return mine != null && mine.kind == of && mine.subject == whose;
    }

    private Claim mine() {
        Claim now = holder;
        return now != null && now.thread == Thread.currentThread() ? now : null;
    }

    /**
     * Waits until no message listener runs in another thread: none at all, or, if a consumer is given, none of it. A
     * completion listener does not wait: the message listener may be waiting for it.
     */
    public void awaitListener(Object whose) {
        lock.lock();
        waiting++;
        try {
            while (!isMine() && runs(whose)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private boolean runs(Object whose) {
        Claim now = holder;
        Claim listener = suspended != null ? suspended : now != null && now.kind == Kind.LISTENER ? now : null;
        return listener != null && (whose == null || whose == listener.subject);
    }

    /** Waits until this holds, as told by {@link #changed}; the turn, if it is this thread's, is given up meanwhile. */
    public void awaitWithin(BooleanSupplier condition) {
        lock.lock();
        waiting++;
        try {
            if (condition.getAsBoolean()) {
                return;
            }
            Claim mine = mine();
            if (mine != null) {
                suspend(mine);
            }
            while (!condition.getAsBoolean() || mine != null && !resume(mine)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    private void suspend(Claim mine) {
        if (mine.kind == Kind.LISTENER) {
            suspended = mine;
        }
        leave();
    }

    private boolean resume(Claim mine) {
        if (!HOLDER.compareAndSet(this, null, mine)) {
            return false;
        }
        if (mine.kind == Kind.LISTENER) {
            suspended = null;
        }
        return true;
    }

    /** Something that {@link #awaitWithin} waits for may have changed. */
    public void changed() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
