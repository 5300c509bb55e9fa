package io.postrider.broker.model;

import io.postrider.broker.core.step.Timers;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** A clock that moves when it is told to, with timers. For one thread. */
public final class VirtualTime extends Clock implements Timers {
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::atMillis).thenComparingLong(Alarm::number));
    private long nowMillis = 1_000_000;
    private long scheduled;

    private record Alarm(long atMillis, long number, Runnable action) {}

    @Override
    public long nowMillis() {
        return nowMillis;
    }

    @Override
    public void schedule(long atMillis, Runnable action) {
        alarms.add(new Alarm(atMillis, ++scheduled, action));
    }

    /** Moves on to an instant, or to the next alarm if that comes first, which is rung. Whether there was one. */
    public boolean advanceTo(long untilMillis) {
        Alarm next = alarms.peek();
        if (next == null || next.atMillis > untilMillis) {
            nowMillis = Math.max(nowMillis, untilMillis);
            return false;
        }
        alarms.poll();
        nowMillis = Math.max(nowMillis, next.atMillis);
        next.action.run();
        return true;
    }

    /** Whether another alarm is due at this instant. */
    boolean ringsNow() {
        return !alarms.isEmpty() && alarms.peek().atMillis <= nowMillis;
    }

    /** The broker that scheduled them is gone. */
    public void forgetAlarms() {
        alarms.clear();
    }

    @Override
    public long millis() {
        return nowMillis;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(nowMillis);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
