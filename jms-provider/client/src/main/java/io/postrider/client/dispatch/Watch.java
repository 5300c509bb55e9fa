package io.postrider.client.dispatch;

import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Looks whether a crew's members are held up, as long as there are any, and a while longer. */
final class Watch implements Runnable {
    /** So often it looks: who is held up is replaced after one to two of these. */
    static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private static final int IDLE_TICKS = 500;

    private final Crew crew;
    private final AtomicBoolean runs = new AtomicBoolean();

    Watch(Crew crew) {
        this.crew = crew;
    }

    /** There is a member: somebody has to look after it. */
    void isNeeded(Executor threads) {
        if (!runs.get() && runs.compareAndSet(false, true)) {
            threads.execute(this);
        }
    }

    @Override
    public void run() {
        do {
            int idle = 0;
            while (idle < IDLE_TICKS) {
                LockSupport.parkNanos(TICK_NANOS);
                crew.members().forEach(CrewMember::check);
                idle = crew.members().isEmpty() ? idle + 1 : 0;
            }
            runs.set(false);
            // one that has come since has seen this still run
        } while (!crew.members().isEmpty() && runs.compareAndSet(false, true));
    }
}
