package io.postrider.broker.core;

import io.postrider.broker.core.step.Timers;
import java.util.concurrent.Executor;

/** What makes a broker go on when no command does: time, and threads for what may block. */
interface Drive {

    /** Wakes the broker at an instant. */
    Timers timers();

    /** Runs what may block, and what a command's own thread has no more patience for. */
    Executor workers();

    /** The broker has stopped: what was scheduled is forgotten, threads end. */
    void close();
}
