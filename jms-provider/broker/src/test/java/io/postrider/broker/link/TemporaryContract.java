package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.DestinationName.Kind;
import org.junit.jupiter.api.Test;

/** Temporary queues and topics. */
public abstract class TemporaryContract extends BrokerLinkContract {

    private DestinationName temporary(Kind kind) {
        return Awaited.of(link.link().createTemporary(TemporaryRequest.of(kind)));
    }

    @Test
    void anyoneMaySendToATemporaryQueueAndOnlyItsConnectionConsumes() throws BrokerException {
        DestinationName replies = temporary(Kind.TEMPORARY_QUEUE);
        TestLink other = connect(null);
        other.send(replies, "answer");

        ConsumerRequest request = new ConsumerRequest(other.newNumber(), replies, null, false, null);
        assertThat(Awaited.errorOf(other.link().openConsumer(request, new Received())))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(link.consume(replies, 1).nextText()).isEqualTo("answer");
    }

    @Test
    void aTemporaryTopicWorksAsATopic() throws BrokerException {
        DestinationName topic = temporary(Kind.TEMPORARY_TOPIC);
        TestConsumer consumer = link.subscribe(topic, Subscription.OWN, 10);

        connect(null).send(topic, "a");

        assertThat(consumer.nextText()).isEqualTo("a");
    }

    @Test
    void aTemporaryTopicHasNoDurableSubscriptions() {
        DestinationName topic = temporary(Kind.TEMPORARY_TOPIC);
        ConsumerRequest request =
                new ConsumerRequest(link.newNumber(), topic, null, false, new Subscription("x", true, true));

        assertThat(Awaited.errorOf(link.link().openConsumer(request, new Received())))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
    }

    @Test
    void namesAreNeverTheSame() throws BrokerException {
        DestinationName other =
                Awaited.of(connect(null).link().createTemporary(TemporaryRequest.of(Kind.TEMPORARY_QUEUE)));

        assertThat(temporary(Kind.TEMPORARY_QUEUE))
                .isNotEqualTo(temporary(Kind.TEMPORARY_QUEUE))
                .isNotEqualTo(other);
    }

    @Test
    void oneInUseIsNotDeleted() {
        for (Kind kind : new Kind[] {Kind.TEMPORARY_QUEUE, Kind.TEMPORARY_TOPIC}) {
            DestinationName name = temporary(kind);
            TestConsumer consumer = name.isQueue() ? link.consume(name, 0) : link.subscribe(name, Subscription.OWN, 0);
            assertThat(Awaited.errorOf(link.link().deleteTemporary(name))).isEqualTo(BrokerError.DESTINATION_IN_USE);

            consumer.close(0);
            Awaited.of(link.link().deleteTemporary(name));
            assertThat(link.sendFailure(name, "late").error()).isEqualTo(BrokerError.INVALID_DESTINATION);
        }
    }

    @Test
    void itEndsWithItsConnection() throws BrokerException {
        TestLink other = connect(null);
        DestinationName queue = Awaited.of(other.link().createTemporary(TemporaryRequest.of(Kind.TEMPORARY_QUEUE)));
        DestinationName topic = Awaited.of(other.link().createTemporary(TemporaryRequest.of(Kind.TEMPORARY_TOPIC)));
        other.consume(queue, 1);
        other.subscribe(topic, Subscription.OWN, 1);

        other.close();

        assertThat(link.sendFailure(queue, "late").error()).isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(link.sendFailure(topic, "late").error()).isEqualTo(BrokerError.INVALID_DESTINATION);
    }

    @Test
    void onlyItsConnectionDeletesIt() throws BrokerException {
        DestinationName name = temporary(Kind.TEMPORARY_QUEUE);

        assertThat(Awaited.errorOf(connect(null).link().deleteTemporary(name)))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(Awaited.errorOf(link.link().deleteTemporary(ORDERS))).isEqualTo(BrokerError.INVALID_DESTINATION);
    }
}
