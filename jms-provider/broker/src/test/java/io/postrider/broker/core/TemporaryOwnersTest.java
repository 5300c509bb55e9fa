package io.postrider.broker.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.Account;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemporaryOwnersTest {
    private static final DestinationName REPLIES = new DestinationName(
            DestinationName.Kind.TEMPORARY_QUEUE,
            new TemporaryRequest(DestinationName.Kind.TEMPORARY_QUEUE, new byte[32], 1).chosenName());

    private long now = 1_000_000;
    private final List<Runnable> due = new ArrayList<>();
    private final List<String> deleted = new ArrayList<>();
    private final TemporaryOwners owners = new TemporaryOwners(new Timers() {
        @Override
        public long nowMillis() {
            return now;
        }

        @Override
        public void schedule(long atMillis, Runnable action) {
            due.add(action);
        }
    });
    private final Sender owner = new Sender() {
        @Override
        public String clientId() {
            return null;
        }

        @Override
        public Account account() {
            return null;
        }

        @Override
        public boolean mayConsume(DestinationName destination) {
            return true;
        }
    };

    private void afterTheTime() {
        now += TemporaryOwners.RETURN_MILLIS;
        due.forEach(Runnable::run);
    }

    @Test
    void whatNobodyComesForIsDeleted() throws BrokerException {
        assertThat(owners.mayReturn(REPLIES)).isTrue();
        owners.await(REPLIES, () -> deleted.add("replies"));
        assertThat(deleted).isEmpty();

        afterTheTime();

        assertThat(deleted).containsExactly("replies");
        assertThat(owners.mayReturn(REPLIES)).isFalse();
        owners.add(REPLIES, owner);
        owners.requireOwner(REPLIES, owner);
    }

    @Test
    void whatItsOwnerComesForStays() throws BrokerException {
        owners.await(REPLIES, () -> deleted.add("replies"));
        assertThatThrownBy(() -> owners.requireOwner(REPLIES, owner)).isInstanceOf(BrokerException.class);
        owners.add(REPLIES, owner);

        afterTheTime();

        assertThat(deleted).isEmpty();
        owners.requireOwner(REPLIES, owner);
    }

    @Test
    void namesWithoutAnOwnerAndDeletedOnesAreNotAwaited() throws BrokerException {
        assertThat(owners.mayReturn(DestinationName.queue(REPLIES.name()))).isFalse();
        assertThat(owners.mayReturn(new DestinationName(REPLIES.kind(), "7f-1-1")))
                .isFalse();
        owners.add(REPLIES, owner);
        owners.remove(REPLIES, false);
        assertThat(owners.mayReturn(REPLIES)).isTrue();
        owners.add(REPLIES, owner);
        owners.remove(REPLIES, true);
        assertThat(owners.mayReturn(REPLIES)).isFalse();
    }
}
