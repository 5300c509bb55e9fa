package io.postrider.broker.core.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Timers while the clock is set. */
class ClockTimersTest {
    private static final long HOUR = Duration.ofHours(1).toMillis();
    private static final long MAX_WAIT_MILLIS = 20;

    private final SetClock clock = new SetClock();
    private final ClockTimers timers = new ClockTimers(clock, Thread::new, MAX_WAIT_MILLIS);
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicInteger otherRuns = new AtomicInteger();

    /** A clock that stands still until it is set. */
    private static final class SetClock extends Clock {
        private final AtomicLong millis = new AtomicLong(1_000_000_000_000L);
        private final AtomicLong looks = new AtomicLong();

        @Override
        public long millis() {
            looks.incrementAndGet();
            return millis.get();
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis());
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

    @AfterEach
    void close() {
        timers.close();
    }

    private void awaitLooks() {
        long before = clock.looks.get();
        await().until(() -> clock.looks.get() > before + 10);
    }

    @Test
    void aClockThatIsSetForwardMakesWhatIsDueByThenRunSoon() {
        timers.schedule(timers.nowMillis() + HOUR, runs::incrementAndGet);
        timers.schedule(timers.nowMillis() + 3 * HOUR, otherRuns::incrementAndGet);
        awaitLooks();
        assertThat(runs).hasValue(0);
        clock.millis.addAndGet(2 * HOUR);
        await().until(() -> runs.get() == 1);
        awaitLooks();
        assertThat(runs).hasValue(1);
        assertThat(otherRuns).hasValue(0);
    }

    @Test
    void aClockThatIsSetBackMakesNothingRunEarlyAndNothingForgotten() {
        timers.schedule(timers.nowMillis() + 30, runs::incrementAndGet);
        clock.millis.addAndGet(-HOUR);
        awaitLooks();
        assertThat(runs).hasValue(0);
        clock.millis.addAndGet(HOUR + 30);
        await().until(() -> runs.get() == 1);
    }
}
