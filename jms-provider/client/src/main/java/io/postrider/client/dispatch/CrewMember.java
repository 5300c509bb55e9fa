package io.postrider.client.dispatch;

import java.util.concurrent.atomic.AtomicBoolean;

/** One that works on a crew's line, on a thread of its own, as long as there is anything to do. */
final class CrewMember implements Runnable {
    /** So often it looks again before it goes: to call somebody costs more than many looks. */
    private static final int LOOKS = 10;

    private final Crew crew;

    /** Whether it has a place among those at work; taken away by the watch while it is held up. */
    private final AtomicBoolean hasPlace = new AtomicBoolean(true);

    /** How many turns it has begun and ended: odd within one. Written by its own thread alone. */
    private volatile long turns;

    /** What the watch has seen last. */
    private long seen;

    /** The caller has taken a place for it. */
    CrewMember(Crew crew) {
        this.crew = crew;
    }

    @Override
    public void run() {
        crew.enter(this);
        try {
            work();
        } finally {
            // that of the last strand
            Thread.currentThread().setContextClassLoader(null);
            givePlace();
            crew.leave(this);
            // a strand may have been left to it just before
            crew.replace();
        }
    }

    /** Until there is nothing left, or it was held up and is not needed any more. */
    private void work() {
        for (Strand next = find(); next != null; next = find()) {
            turns++;
            next.runInTurn(this);
            turns++;
            if (isHeldUp() && !takePlace()) {
                return;
            }
        }
    }

    private Strand find() {
        Strand next = crew.next();
        if (next != null) {
            return next;
        }
        crew.beginsToLook();
        try {
            for (int looks = 0; looks < LOOKS && next == null; looks++) {
                Thread.yield();
                next = crew.next();
            }
        } finally {
            crew.endsLooking();
        }
        return next;
    }

    private boolean takePlace() {
        boolean taken = crew.takePlace();
        if (taken) {
            hasPlace.set(true);
        }
        return taken;
    }

    private void givePlace() {
        if (hasPlace.compareAndSet(true, false)) {
            crew.givePlace();
        }
    }

    /** Whether the strand that it runs has held it up, so that somebody else has its place. */
    boolean isHeldUp() {
        return !hasPlace.get();
    }

    /** Called by the watch, now and then: if it is still within the same turn, and others wait, somebody else gets its place. */
    void check() {
        long now = turns;
        boolean heldUp = now == seen && (now & 1) == 1;
        seen = now;
        if (heldUp && crew.hasLine() && hasPlace.compareAndSet(true, false)) {
            crew.givePlace();
            crew.replace();
        }
    }
}
