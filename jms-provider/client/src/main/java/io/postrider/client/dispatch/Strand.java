package io.postrider.client.dispatch;

import io.postrider.protocol.link.Wakes;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Work that is done by one thread at a time, some thread of a pool, and only while there is some to do. Where many are awake at once a thread of the
 * {@link Crew} does it in turn with others', if the pool permits it. Safe for any thread.
 */
public final class Strand {
    /**
     * After so many steps a strand goes to the end of the pool's line, if others have to wait for a thread there. A pool that has a
     * thread for each has no line: going there would only wake another thread up to go on with the same.
     */
    private static final int STEPS_AT_A_TIME = 1_024;

    /** After so many it makes room for others in the crew's line. */
    private static final int STEPS_OF_A_TURN = 64;

    /** A yield that took less has given the processor to nobody. */
    private static final long BRIEF_YIELD_NANOS = 3_000;

    /**
     * For so long a strand that has found work after a yield before, and whose processor nobody else wants, looks no sooner. What comes meanwhile it
     * finds at once: each look takes from whoever makes the work the cache lines that are written for each piece.
     */
    private static final long PAUSE_NANOS = 5_000;

    private static final int ASLEEP = 0;
    /** It runs, and has not been woken since it said so; what was there to be found then, it finds. */
    private static final int LOOKING = 1;
    /** It runs, and will look again before it sleeps. */
    private static final int AWAKE = 2;

    private final Executor pool;
    private final Work work;
    private final Runnable turn = this::run;
    private final Runnable start = this::start;
    private final AtomicInteger state = new AtomicInteger(ASLEEP);

    /** Null if it always has a thread of its own. */
    private final Crew crew;

    private final DispatchPool sharing;
    private final Brevity brevity = new Brevity();

    /** Whether the crew runs it. Changed by the thread that runs it, before it sleeps or is put in a line: who wakes it then sees it. */
    private boolean shared;

    /** What a strand does, piece by piece. */
    @FunctionalInterface
    public interface Work {
        /**
         * Does a piece, and must not throw.
         *
         * @return false if there was nothing to do; what comes later is announced by {@link Strand#wake}
         */
        boolean step();
    }

    /** A strand that sleeps until woken, and then has a thread of its own. */
    public Strand(Executor pool, Work work) {
        this.pool = pool;
        this.work = work;
        this.sharing = null;
        this.crew = null;
    }

    private Strand(DispatchPool pool, Crew crew, Work work) {
        this.pool = pool;
        this.work = work;
        this.sharing = pool;
        this.crew = crew;
    }

    /** A strand that sleeps until woken, and does not mind to share a thread with those of other connections, where that is better. */
    public static Strand sharing(DispatchPool pool, Work work) {
        return pool.crew() == null ? new Strand(pool, work) : new Strand(pool, pool.crew(), work);
    }

    /**
     * There is, or may be, something to do. Returns at once. Where the strand is awake this only reads: it says that it looks again by a write that
     * comes after this read, and so after whatever was made for it to find before. Where it sleeps the calling thread may put the wake off, see {@link Wakes}.
     */
    public void wake() {
        if (state.get() != AWAKE && state.getAndSet(AWAKE) == ASLEEP) {
            Wakes.wakeOther(start);
        }
    }

    private void start() {
        if (shared) {
            sharing.share(this);
        } else {
            pool.execute(turn);
        }
    }

    private void run() {
        if (crew == null) {
            run(null);
            return;
        }
        crew.beginsApart();
        try {
            run(null);
        } finally {
            crew.endsApart();
        }
    }

    /** Runs on the thread of a member of the crew, until there is nothing to do or others have waited for long enough. */
    void runInTurn(CrewMember by) {
        sharing.lendLoader();
        run(by);
    }

    private void run(CrewMember by) {
        boolean lingered = false;
        boolean lingeringPays = false;
        state.set(LOOKING);
        brevity.begin();
        for (int steps = 0; mayGoOn(by, steps); steps++) {
            boolean worked = work.step();
            // What one listener did to its thread must not reach the next one.
            Thread.interrupted();
            if (worked) {
                brevity.step();
                lingeringPays |= lingered;
                lingered = false;
            } else if (changesPlace()) {
                break;
            } else if (!lingered && !othersWait(by)) {
                // whoever makes the work may be about to make more: to be woken for each piece costs more than the
                // piece
                lingered = true;
                letOthersRun(lingeringPays);
                brevity.begin();
            } else if (state.compareAndSet(LOOKING, ASLEEP)) {
                return;
            } else {
                // woken since it said so last: there may be more to come as well, so it lingers once more
                state.set(LOOKING);
                lingered = false;
            }
        }
        changesPlace();
        start();
    }

    private boolean mayGoOn(CrewMember by, int steps) {
        return by == null ? steps < STEPS_AT_A_TIME : !by.isHeldUp() && (steps < STEPS_OF_A_TURN || !crew.hasLine());
    }

    private boolean othersWait(CrewMember by) {
        return by != null && crew.hasLine();
    }

    /** At the end of a burst: whether it goes over to the crew, or back to a thread of its own, as what is known of it tells now. */
    private boolean changesPlace() {
        brevity.end();
        boolean before = shared;
        if (shared && brevity.isRefuted()) {
            shared = false;
        } else if (!shared && crew != null && brevity.isProven() && crew.isCrowded()) {
            shared = true;
        }
        return shared != before;
    }

    private static void letOthersRun(boolean mayPause) {
        long start = System.nanoTime();
        Thread.yield();
        if (mayPause && System.nanoTime() - start < BRIEF_YIELD_NANOS) {
            while (System.nanoTime() - start < PAUSE_NANOS) {
                Thread.onSpinWait();
            }
        }
    }
}
