package io.postrider.broker.core.queue;

import io.postrider.broker.core.step.Timers;
import java.util.Comparator;
import java.util.Map;
import java.util.PriorityQueue;

/** A clock that tests move, and what waits for it. */
final class ManualTimers implements Timers {
    private final PriorityQueue<Map.Entry<Long, Runnable>> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Map.Entry::getKey));
    private long nowMillis = 1_000;

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public void schedule(long atMillis, Runnable action) {
        waiting.add(Map.entry(atMillis, action));
    }

    void advance(long millis) {
        nowMillis += millis;
        while (!waiting.isEmpty() && waiting.peek().getKey() <= nowMillis) {
            waiting.poll().getValue().run();
        }
    }
}
