package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.client.remote.RemoteConnector;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A remote link as a test holds it: with what befell it written down. */
final class TestClient implements LinkEvents {
    private static final int GUARD_SECONDS = 60;

    final List<String> events = new CopyOnWriteArrayList<>();
    final CompletableFuture<BrokerException> lost = new CompletableFuture<>();
    private BrokerLink link;

    static TestClient connect(String url) throws BrokerException {
        return connect(url, null, null, null);
    }

    static TestClient connect(String url, String user, String password, String clientId) throws BrokerException {
        TestClient client = new TestClient();
        ConnectRequest request = new ConnectRequest(LinkAddress.parse(url), user, password, clientId);
        client.link = await(new RemoteConnector().connect(request, client));
        return client;
    }

    BrokerLink link() {
        return link;
    }

    /** What a stage is done with; its failure is thrown. */
    static <T> T await(CompletionStage<T> stage) throws BrokerException {
        try {
            return stage.toCompletableFuture().get(GUARD_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BrokerException known) {
                throw known;
            }
            throw new AssertionError(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("not done within " + GUARD_SECONDS + " s", e);
        }
    }

    /** Checks that after each interruption, however many there were, the link was restored. */
    void assertRestored(String description) {
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).as(description).isEqualTo(i % 2 == 0 ? "interrupted" : "restored");
        }
        assertThat(events.size() % 2).as(description + ": " + events).isZero();
    }

    /** A completion as a future. */
    static final class Pending extends CompletableFuture<Void> implements Completion {
        @Override
        public void done() {
            if (!complete(null)) {
                throw new AssertionError("completed twice");
            }
        }

        @Override
        public void failed(BrokerException cause) {
            if (!completeExceptionally(cause)) {
                throw new AssertionError("completed twice");
            }
        }
    }

    /** A sink that keeps what comes. */
    static class Collected implements DeliverySink {
        final List<Delivery> deliveries = new CopyOnWriteArrayList<>();
        final List<String> events = new CopyOnWriteArrayList<>();

        @Override
        public void deliver(Delivery delivery) {
            deliveries.add(delivery);
        }

        @Override
        public void recall() {
            events.add("recall");
        }

        @Override
        public void closed(BrokerException cause) {
            events.add("closed: " + cause.error() + ": " + cause.getMessage());
        }
    }

    @Override
    public void lost(BrokerException cause) {
        events.add("lost " + cause.error());
        lost.complete(cause);
    }

    @Override
    public void interrupted(BrokerException cause) {
        events.add("interrupted");
    }

    @Override
    public void restored() {
        events.add("restored");
    }
}
