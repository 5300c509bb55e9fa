package io.postrider.broker.core.step;

/** Wakes parts of the core at an instant of the broker's clock. */
public interface Timers {

    /** The present instant, in milliseconds since 1970, UTC. */
    long nowMillis();

    /** Runs a short action at an instant, or soon after; at once where it is past, but never before this returns. */
    void schedule(long atMillis, Runnable action);
}
