package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import org.junit.jupiter.api.Test;

/** A connection as a whole: its identifier, its end. */
public abstract class ConnectionContract extends BrokerLinkContract {

    @Test
    void aClientIdentifierBelongsToOneConnectionAtATime() throws BrokerException {
        TestLink first = connect("client");
        assertThat(Awaited.errorOf(link.link().identify("client"))).isEqualTo(BrokerError.INVALID_CLIENT_ID);

        first.close();

        Awaited.of(link.link().identify("client"));
    }

    @Test
    void aClientIdentifierIsSetOnceAndNotEmpty() {
        assertThat(Awaited.errorOf(link.link().identify(""))).isEqualTo(BrokerError.INVALID_CLIENT_ID);
        Awaited.of(link.link().identify("me"));

        assertThat(Awaited.errorOf(link.link().identify("you"))).isEqualTo(BrokerError.INVALID_CLIENT_ID);
    }

    @Test
    void allLinksToABrokerNameTheSameStore() throws BrokerException {
        assertThat(connect(null).link().brokerId())
                .isEqualTo(link.link().brokerId())
                .isNotEmpty();
    }

    @Test
    void aClosedLinkRefusesEveryCommand() throws BrokerException {
        TestLink other = connect(null);
        TestConsumer consumer = other.consume(ORDERS, 0);
        other.close();
        other.close();

        assertThat(other.sendFailure(ORDERS, "a").error()).isEqualTo(BrokerError.LINK_CLOSED);
        assertThat(Awaited.errorOf(other.link().identify("x"))).isEqualTo(BrokerError.LINK_CLOSED);
        assertThat(Awaited.errorOf(other.link().browse(1, 1))).isEqualTo(BrokerError.LINK_CLOSED);
        assertThat(Awaited.errorOf(other.link().recoverBranches())).isEqualTo(BrokerError.LINK_CLOSED);
        Awaited credited = new Awaited();
        other.link().credit(consumer.number(), 1, credited);
        assertThat(credited.failure().error()).isEqualTo(BrokerError.LINK_CLOSED);
    }

    @Test
    void aLinkIsLostWhenItsBrokerStops() throws Exception {
        stopBroker();

        await().until(() -> link.lostBecause() != null);
        assertThat(link.lostBecause().error()).isEqualTo(BrokerError.BROKER_UNAVAILABLE);
        assertThat(link.sendFailure(ORDERS, "a").error()).isEqualTo(BrokerError.BROKER_UNAVAILABLE);
    }
}
