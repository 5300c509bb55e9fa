package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.RecoveredQueue;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Makes entries of all that recovery has left dormant, by small steps beside the broker's work: who comes to them earlier makes them
 * himself. Then nothing of it is left, in memory or in the journal.
 */
public final class Awakenings {
    private static final int STEP = 1_000;

    /** Who was waiting for the broker has the processors, and its first messages, before that. */
    private static final long REST_MILLIS = 1_000;

    private final MessageStore store;
    private final Runnable whenDone;
    private final Deque<RecoveredQueue> queues = new ArrayDeque<>();

    /** @param whenDone run once there is nothing dormant any more */
    Awakenings(MessageStore store, Runnable whenDone) {
        this.store = store;
        this.whenDone = whenDone;
    }

    void add(RecoveredQueue queue) {
        queues.add(queue);
    }

    /** Begins a while after the start, on threads of the broker. Returns at once. */
    public void begin(Timers timers) {
        timers.schedule(timers.nowMillis() + REST_MILLIS, this::goOn);
    }

    private void goOn() {
        if (queues.isEmpty()) {
            whenDone.run();
        } else {
            store.onReader(() -> queues.peek().awaken(STEP, this::awoken));
        }
    }

    private void awoken(boolean all) {
        if (all) {
            queues.poll();
        }
        goOn();
    }
}
