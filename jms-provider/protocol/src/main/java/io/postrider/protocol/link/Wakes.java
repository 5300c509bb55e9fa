package io.postrider.protocol.link;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes of threads that are put off while some work is done. To wake a thread is a system call, and the one that is woken may take the
 * processor of the one that wakes it: so who has many to wake begins with those that are waited for most. Used by one thread at a time.
 */
public final class Wakes {
    /** Of the calling thread; nothing while it puts nothing off, so that the thread holds nothing of ours. */
    private static final ThreadLocal<Wakes> PUT_OFF = new ThreadLocal<>();

    private final List<Thread> callers = new ArrayList<>();
    private List<Runnable> others = new ArrayList<>();

    /** None yet. */
    public Wakes() {
        // gathered by putOff
    }

    /** Wakes a thread that waits for a command of its own to end; or puts that off, if the calling thread does so. */
    public static void wakeCaller(Thread caller) {
        Wakes putOff = PUT_OFF.get();
        if (putOff == null) {
            LockSupport.unpark(caller);
        } else {
            putOff.callers.add(caller);
        }
    }

    /** Runs what wakes somebody for whom there is work; or puts that off, if the calling thread does so. */
    public static void wakeOther(Runnable wake) {
        Wakes putOff = PUT_OFF.get();
        if (putOff == null) {
            wake.run();
        } else {
            putOff.others.add(wake);
        }
    }

    /** Does some work, and puts off the wakes that come of it. They are to be made soon, also if the work throws. */
    public void putOff(Runnable work) {
        Wakes before = PUT_OFF.get();
        PUT_OFF.set(this);
        try {
            work.run();
        } finally {
            if (before == null) {
                PUT_OFF.remove();
            } else {
                PUT_OFF.set(before);
            }
        }
    }

    /**
     * Wakes the callers whose wakes were put off, the last one first. Those that were served first are often those that came first as they share
     * this thread's processor, and would take it before the others are woken; in the same order they would do so each time.
     */
    public void wakeCallers() {
        for (int i = callers.size() - 1; i >= 0; i--) {
            LockSupport.unpark(callers.get(i));
        }
        callers.clear();
    }

    /** The other wakes that were put off, in order: each is to be run, by any thread. */
    public List<Runnable> takeOthers() {
        List<Runnable> taken = others;
        others = new ArrayList<>();
        return taken;
    }
}
