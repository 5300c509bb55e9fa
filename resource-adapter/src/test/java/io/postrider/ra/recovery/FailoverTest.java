package io.postrider.ra.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.ra.container.Endpoints;
import io.postrider.ra.container.PlainContainer;
import io.postrider.ra.container.Transactions;
import io.postrider.ra.inbound.PostriderActivationSpec;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.SystemException;
import jakarta.transaction.TransactionManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker is killed and comes again at the other of two addresses: beans and components go on with {@code failover:(...)}. */
class FailoverTest {
    private static final TransactionManager TRANSACTIONS = Transactions.forThisProcess();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    private final List<String> got = new CopyOnWriteArrayList<>();

    @Test
    void beansAndComponentsGoOnAtTheOtherAddress() throws Exception {
        int otherPort = freePort();
        ChildProcess broker = startBroker(0);
        int port = Integer.parseInt(broker.line());
        String url = "failover:(tcp://127.0.0.1:" + port + ",tcp://127.0.0.1:" + otherPort + ")";
        try (PlainContainer container = new PlainContainer(url, TRANSACTIONS)) {
            ConnectionFactory factory = container.connectionFactory();
            Endpoints endpoints = container.deploy(Endpoints.transacted(TRANSACTIONS, this::note), onOrders());
            send(factory, "before");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(got).containsExactly("before"));
            int questions = endpoints.questions();

            broker.close();
            broker = startBroker(otherPort);
            broker.line();
            send(factory, "after");
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(got).containsExactly("before", "after"));
            assertThat(endpoints.questions())
                    .as("how often the activation has connected: its link outlives the broker")
                    .isEqualTo(questions);
        } finally {
            broker.close();
        }
    }

    private ChildProcess startBroker(int port) throws Exception {
        return ChildProcess.start(BrokerProcess.class, directory, Integer.toString(port));
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static PostriderActivationSpec onOrders() {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        spec.setDestination("orders");
        spec.setDestinationType("jakarta.jms.Queue");
        return spec;
    }

    /** Only what was committed: a broker that is killed before that delivers once more. */
    private void note(Message order) {
        try {
            String text = order.getBody(String.class);
            TRANSACTIONS.getTransaction().registerSynchronization(new Synchronization() {
                @Override
                public void beforeCompletion() {
                    // nothing is to be done then
                }

                @Override
                public void afterCompletion(int status) {
                    if (status == Status.STATUS_COMMITTED) {
                        got.add(text);
                    }
                }
            });
        } catch (JMSException | SystemException | RollbackException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(ConnectionFactory factory, String text) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("orders"), text);
        }
    }
}
