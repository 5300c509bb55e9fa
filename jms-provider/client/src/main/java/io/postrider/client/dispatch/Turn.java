package io.postrider.client.dispatch;

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

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Thread holder;
    private Kind kind;
    private Object subject;

    /** The message listener that is running, even while its thread has given up the turn to wait; or null. */
    private Thread listenerThread;

    private Object listenerSubject;

    /**
     * Waits for the turn and takes it, unless it is no longer wanted.
     *
     * @param whose a consumer or producer, whose listener it is
     * @param wanted asked again once it is this thread's turn
     * @return false if it was not wanted any more; then there is nothing to {@link #leave}
     */
    public boolean enter(Kind of, Object whose, BooleanSupplier wanted) {
        lock.lock();
        try {
            while (holder != null || (of == Kind.LISTENER && listenerThread != null)) {
                changed.awaitUninterruptibly();
            }
            if (!wanted.getAsBoolean()) {
                return false;
            }
            take(of, whose);
            if (of == Kind.LISTENER) {
                listenerThread = holder;
                listenerSubject = whose;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Ends this thread's turn. */
    public void leave() {
        lock.lock();
        try {
            if (kind == Kind.LISTENER) {
                listenerThread = null;
                listenerSubject = null;
            }
            giveUp();
        } finally {
            lock.unlock();
        }
    }

    private void take(Kind of, Object whose) {
        kind = of;
        subject = whose;
        holder = Thread.currentThread();
    }

    private void giveUp() {
        holder = null;
        kind = null;
        subject = null;
        changed.signalAll();
    }

    /** Whether this thread is inside of a listener or completion listener of the session. */
    public boolean isMine() {
        return holder == Thread.currentThread();
    }

    /** Whether this thread is inside of a listener of that kind. */
    public boolean isMine(Kind of) {
        return isMine() && kind == of;
    }

    /** Whether this thread is inside of a listener of that kind, of that consumer or producer. */
    public boolean isMine(Kind of, Object whose) {
        return isMine(of) && subject == whose;
    }

    /**
     * Waits until no message listener runs in another thread: none at all, or, if a consumer is given, none of it. A
     * completion listener does not wait: the message listener may be waiting for it.
     */
    public void awaitListener(Object whose) {
        lock.lock();
        try {
            while (listenerThread != null && !isMine() && (whose == null || whose == listenerSubject)) {
                changed.awaitUninterruptibly();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Waits until this holds, as told by {@link #changed}; the turn, if it is this thread's, is given up meanwhile. */
    public void awaitWithin(BooleanSupplier condition) {
        lock.lock();
        try {
            if (condition.getAsBoolean()) {
                return;
            }
            boolean mine = isMine();
            Kind myKind = kind;
            Object mySubject = subject;
            if (mine) {
                giveUp();
            }
            while (!condition.getAsBoolean() || (mine && holder != null)) {
                changed.awaitUninterruptibly();
            }
            if (mine) {
                take(myKind, mySubject);
            }
        } finally {
            lock.unlock();
        }
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
