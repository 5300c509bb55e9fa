package io.postrider.broker.core.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When the disk's space is looked at, and who is refused. */
class DiskSpaceTest {
    private static final long MIN_FREE = 1_000_000;

    private final SetClock clock = new SetClock();
    private int toldLow;
    private final DiskSpace disk = new DiskSpace("b", MIN_FREE, this::look, () -> toldLow++, clock);
    private long free = 10 * MIN_FREE;
    private int looks;

    /** A clock that is set by hand. */
    private static final class SetClock extends Clock {
        private long millis = 1_000_000_000_000L;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
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

    private long look() {
        looks++;
        return free;
    }

    private static Message message(boolean persistent, int sizeBytes) {
        return Message.builder()
                .id(new MessageId(1, 1))
                .destination(DestinationName.queue("orders"))
                .persistent(persistent)
                .body(new Body.Bytes(new byte[sizeBytes]))
                .build();
    }

    private BrokerException refusal(Message message) {
        return catchThrowableOfType(BrokerException.class, () -> disk.requireFor(message));
    }

    private void assertAccepted(Message message) {
        assertThatCode(() -> disk.requireFor(message)).doesNotThrowAnyException();
    }

    private void pass(long millis) {
        clock.millis += millis;
    }

    @Test
    void withTooLittleFreePersistentMessagesAreRefusedWithTheFigureAndTheSetting() {
        free = MIN_FREE - 1;
        BrokerException refused = refusal(message(true, 10));
        assertThat(refused.error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(refused).hasMessageContaining("999999").hasMessageContaining("minFreeDiskBytes keeps 1000000");
        assertAccepted(message(false, 10));
    }

    @Test
    void itLooksNoMoreOftenThanNeeded() {
        for (int i = 0; i < 1_000; i++) {
            assertAccepted(message(true, 10));
        }
        assertThat(looks).isOne();
        pass(DiskSpace.LOOK_MILLIS);
        assertAccepted(message(true, 10));
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void whatIsSentWithinAMomentCannotUseUpWhatIsKeptFree() {
        int sizeBytes = 100_000;
        for (int i = 0; i < 1_000; i++) {
            if (refusal(message(true, sizeBytes)) != null) {
                break;
            }
            // once in the log, once in a table
            free -= 2 * sizeBytes;
        }
        assertThat(free).isBetween(MIN_FREE / 2, MIN_FREE);
    }

    @Test
    void sendersResumeOnceATenthMoreIsFree() {
        free = MIN_FREE - 1;
        assertThat(refusal(message(true, 10))).isNotNull();
        free = MIN_FREE + 1;
        pass(DiskSpace.LOOK_MILLIS);
        assertThat(refusal(message(true, 10))).isNotNull();
        free = MIN_FREE + MIN_FREE / 10;
        pass(DiskSpace.LOOK_MILLIS);
        assertAccepted(message(true, 10));
    }

    @Test
    void theJournalIsToldAtEachLookThatFindsTooLittle() {
        assertAccepted(message(true, 10));
        assertThat(toldLow).isZero();
        free = MIN_FREE - 1;
        pass(DiskSpace.LOOK_MILLIS);
        assertThat(refusal(message(true, 10))).isNotNull();
        assertThat(refusal(message(true, 10))).isNotNull();
        assertThat(toldLow).isOne();
        pass(DiskSpace.LOOK_MILLIS);
        assertThat(refusal(message(true, 10))).isNotNull();
        assertThat(toldLow).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackDoesNotKeepSendersOut() {
        free = MIN_FREE - 1;
        assertThat(refusal(message(true, 10))).isNotNull();
        free = 2 * MIN_FREE;
        pass(-Duration.ofDays(1).toMillis());
        assertAccepted(message(true, 10));
    }

    @Test
    void zeroNeverRefuses() {
        DiskSpace unwatched = new DiskSpace("b", 0, this::look, () -> toldLow++, clock);
        free = 0;
        assertThatCode(() -> unwatched.requireFor(message(true, 10))).doesNotThrowAnyException();
        assertThat(looks).isZero();
    }
}
