package io.postrider.remote;

import static io.postrider.remote.TestClient.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.remote.TestClient.Collected;
import io.postrider.remote.TestClient.Pending;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A client that was killed and comes back anew is not shut out by the link it left behind. */
class TakeOverTest {
    private static final int LONG_MILLIS = 600_000;
    private static final String CLIENT = "client";
    private static final DestinationName NEWS = DestinationName.topic("news");

    private Broker broker;
    private Acceptor acceptor;
    private FaultyProxy proxy;

    @BeforeEach
    void start() throws Exception {
        broker = Broker.named("take-over").journal("memory").guests(true).start();
        acceptor = Acceptor.start(
                AcceptorSettings.builder().port(0).resumeMillis(LONG_MILLIS).build(), broker::accept);
        proxy = new FaultyProxy(acceptor.port(), connection -> null);
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        acceptor.close();
        broker.close();
    }

    private TestClient connect(int port, String clientId) throws BrokerException {
        return TestClient.connect(
                "tcp://127.0.0.1:" + port + "?transport.resumeMillis=" + LONG_MILLIS, null, null, clientId);
    }

    private static ConsumerRequest durable() {
        return new ConsumerRequest(1, NEWS, null, false, new ConsumerRequest.Subscription("sub", true, false));
    }

    @Test
    void theSameClientIdentifierMayComeBackAtOnceAndFindsItsSubscription() throws Exception {
        TestClient first = connect(proxy.port(), CLIENT);
        Collected unread = new Collected();
        await(first.link().openConsumer(durable(), unread));
        first.link().credit(1, 10, null);
        BrokerLink sender = connect(acceptor.port(), null).link();
        Pending sent = new Pending();
        sender.send(ScriptedLink.message(NEWS, 1, "news"), BrokerLink.NO_TRANSACTION, sent);
        await(sent);
        await().until(() -> unread.deliveries.size() == 1);
        proxy.close();

        await().until(() -> connectIfFree(CLIENT).isPresent());

        BrokerLink second = comeBack.link();
        Collected sink = new Collected();
        await(second.openConsumer(durable(), sink));
        Pending offered = new Pending();
        second.credit(1, 10, offered);
        await(offered);
        assertThat(sink.deliveries).hasSize(1);
        assertThat(sink.deliveries.get(0).redelivered())
                .as("the first client may have seen it")
                .isTrue();
    }

    private TestClient comeBack;

    /** The broker may still believe in the first connection for a moment. */
    private Optional<TestClient> connectIfFree(String clientId) {
        try {
            comeBack = connect(acceptor.port(), clientId);
            return Optional.of(comeBack);
        } catch (BrokerException e) {
            assertThat(e.error()).isEqualTo(BrokerError.INVALID_CLIENT_ID);
            return Optional.empty();
        }
    }

    @Test
    void anIdentifierThatIsInUseIsNotTakenAway() throws Exception {
        TestClient first = connect(acceptor.port(), CLIENT);
        assertThat(connectIfFree(CLIENT)).isEmpty();
        await(first.link().unsubscribe("none").exceptionally(e -> null));
        assertThat(first.events).isEmpty();
    }
}
