package io.postrider.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.ra.container.PlainContainer;
import io.postrider.ra.container.Pool;
import io.postrider.ra.container.Transactions;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.transaction.TransactionManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the server's pool and an application see of connections, in each kind of transaction. */
class PooledConnectionsTest {
    private static final TransactionManager TRANSACTIONS = Transactions.forThisProcess();

    private PlainContainer container;
    private Pool pool;
    private ConnectionFactory factory;

    @BeforeEach
    void deploy() throws Exception {
        container = new PlainContainer("vm://pooled?journal=memory", TRANSACTIONS);
        pool = container.pool(new ManagedConnectionFactoryBean(), 10);
        factory = pool.connectionFactory();
    }

    @AfterEach
    void undeploy() {
        container.close();
    }

    private void send(String text) {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("q"), text);
        }
    }

    private String receiveNow() {
        try (JMSContext context = factory.createContext()) {
            return context.createConsumer(context.createQueue("q")).receiveBodyNoWait(String.class);
        }
    }

    // In the server's transactions ------------------------------------------------------------------------------------

    @Test
    void workInATransactionIsCommittedAndRolledBackWithIt() throws Exception {
        TRANSACTIONS.begin();
        send("forgotten");
        TRANSACTIONS.rollback();
        assertThat(receiveNow()).isNull();

        TRANSACTIONS.begin();
        send("kept");
        assertThat(receiveNow()).as("before the commit").isNull();
        TRANSACTIONS.commit();

        TRANSACTIONS.begin();
        assertThat(receiveNow()).isEqualTo("kept");
        TRANSACTIONS.rollback();
        assertThat(receiveNow()).isEqualTo("kept");
        assertThat(receiveNow()).isNull();
    }

    @Test
    void handlesOfOneTransactionShareOneConnection() throws Exception {
        TRANSACTIONS.begin();
        try (Connection one = factory.createConnection();
                Connection other = factory.createConnection()) {
            one.createSession();
            other.createSession();
            assertThat(pool.opened()).isEqualTo(1);
        }
        TRANSACTIONS.commit();
    }

    @Test
    void aSessionThatIsMadeBeforeATransactionSeesIt() throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(true, Session.CLIENT_ACKNOWLEDGE);
            assertThat(session.getTransacted()).as("outside of a transaction").isFalse();
            assertThat(session.getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
        }
        TRANSACTIONS.begin();
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession(false, Session.DUPS_OK_ACKNOWLEDGE);
            assertThat(session.getTransacted()).isTrue();
            assertThat(session.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
            assertThatThrownBy(session::commit).isInstanceOf(jakarta.jms.TransactionInProgressException.class);
            assertThatThrownBy(session::recover).isInstanceOf(jakarta.jms.IllegalStateException.class);
        }
        TRANSACTIONS.rollback();
    }

    @Test
    void aLocalTransactionNeedsNoTransactionManager() throws Exception {
        ManagedFactory managed = new ManagedConnectionFactoryBean();
        managed.setResourceAdapter(container.adapter());
        ManagedConnection connection = managed.createManagedConnection(null, null);
        LocalTransaction local = connection.getLocalTransaction();
        Connection handle = (Connection) connection.getConnection(null, null);
        Session session = handle.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        local.begin();
        producer.send(session.createTextMessage("forgotten"));
        local.rollback();
        local.begin();
        producer.send(session.createTextMessage("kept"));
        assertThat(receiveNow()).isNull();
        local.commit();
        producer.send(session.createTextMessage("in no transaction"));
        assertThat(receiveNow()).isEqualTo("kept");
        assertThat(receiveNow()).isEqualTo("in no transaction");
        assertThatThrownBy(local::commit).isInstanceOf(jakarta.resource.spi.LocalTransactionException.class);
        connection.cleanup();
        assertThatThrownBy(() -> producer.send(session.createTextMessage("late")))
                .isInstanceOf(jakarta.jms.IllegalStateException.class);
        connection.destroy();
    }

    // The pool --------------------------------------------------------------------------------------------------------

    @Test
    void connectionsAreUsedAgain() {
        for (int i = 0; i < 20; i++) {
            send("message " + i);
        }
        assertThat(pool.opened()).isEqualTo(1);
    }

    @Test
    void aBrokenConnectionIsReportedAndReplaced() throws Exception {
        Broker broker = startBroker("restarted");
        ManagedFactory managed = new ManagedConnectionFactoryBean();
        managed.setUrl("vm://restarted?create=false");
        Pool own = container.pool(managed, 2);
        ConnectionFactory ownFactory = own.connectionFactory();
        ownFactory.createContext().close();
        broker.close();
        await().untilAsserted(() -> assertThat(own.failures()).isEqualTo(1));
        assertThatThrownBy(ownFactory::createConnection)
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("restarted");
        Broker again = startBroker("restarted");
        ownFactory.createContext().close();
        assertThat(own.opened()).isEqualTo(2);
        again.close();
    }

    private static Broker startBroker(String name) throws Exception {
        return Broker.named(name).journal("memory").start();
    }

    @Test
    void aWrongPasswordIsASecurityProblemForTheApplication() throws Exception {
        try (Broker broker = Broker.named("guarded")
                .journal("memory")
                .user("clerk", "secret")
                .start()) {
            ManagedFactory managed = new ManagedConnectionFactoryBean();
            managed.setUrl("vm://guarded?create=false");
            managed.setUser("clerk");
            managed.setPassword("secret");
            ConnectionFactory guarded = container.pool(managed, 2).connectionFactory();
            guarded.createContext().close();
            assertThatThrownBy(() -> guarded.createConnection("clerk", "guess"))
                    .isInstanceOf(JMSSecurityException.class)
                    .hasMessageNotContaining("guess");
            assertThat(managed.toString()).doesNotContain("secret");
            assertThat(broker.name()).isEqualTo("guarded");
        }
    }

    @Test
    void temporaryDestinationsEndWithTheHandleThatMadeThem() throws Exception {
        TemporaryQueue temporary;
        try (Connection connection = factory.createConnection()) {
            temporary = connection.createSession().createTemporaryQueue();
        }
        try (JMSContext context = factory.createContext()) {
            assertThatThrownBy(() -> context.createConsumer(temporary))
                    .isInstanceOf(jakarta.jms.InvalidDestinationRuntimeException.class);
        }
    }

    @Test
    void aConsumerThatIsNotUsedHoldsUpNoMessage() {
        try (JMSContext idle = factory.createContext();
                JMSContext busy = factory.createContext();
                JMSConsumer unused = idle.createConsumer(idle.createQueue("q"))) {
            send("one");
            send("two");
            JMSConsumer used = busy.createConsumer(busy.createQueue("q"));
            assertThat(used.receiveBody(String.class, 5_000)).isEqualTo("one");
            assertThat(used.receiveBody(String.class, 5_000)).isEqualTo("two");
            assertThat(unused.receiveNoWait()).isNull();
        }
    }

    @Test
    void aHandleIsMovedToAnotherConnectionWithAllThatWasMadeByIt() throws Exception {
        ManagedFactory managed = new ManagedConnectionFactoryBean();
        managed.setResourceAdapter(container.adapter());
        ManagedConnection one = managed.createManagedConnection(null, null);
        ManagedConnection other = managed.createManagedConnection(null, null);
        Connection handle = (Connection) one.getConnection(null, null);
        handle.start();
        Session session = handle.createSession();
        Queue queue = session.createQueue("q");
        MessageProducer producer = session.createProducer(queue);
        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        MessageConsumer consumer = session.createConsumer(queue);
        other.associateConnection(handle);
        one.destroy();
        producer.send(session.createTextMessage("after the move"));
        TextMessage received = (TextMessage) consumer.receive(5_000);
        assertThat(received.getText()).isEqualTo("after the move");
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        other.destroy();
    }

    // Rules for components --------------------------------------------------------------------------------------------

    @Test
    void aConnectionHasOneSessionAtATime() throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            assertThatThrownBy(connection::createSession)
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("not closed");
            session.close();
            connection.createSession().close();
        }
    }

    @Test
    void whatIsTheServersThrows() throws Exception {
        try (Connection connection = factory.createConnection()) {
            Session session = connection.createSession();
            Queue queue = session.createQueue("q");
            MessageConsumer consumer = session.createConsumer(queue);
            MessageProducer producer = session.createProducer(queue);
            refused(connection::stop);
            refused(() -> connection.setClientID("mine"));
            refused(() -> connection.setExceptionListener(e -> {}));
            refused(() -> connection.createConnectionConsumer(queue, null, null, 1));
            refused(() -> session.setMessageListener(message -> {}));
            refused(session::getMessageListener);
            refused(() -> consumer.setMessageListener(message -> {}));
            refused(consumer::getMessageListener);
            refused(() -> producer.send(session.createMessage(), null));
            refusedUnchecked(session::run);
        }
        try (JMSContext context = factory.createContext()) {
            JMSConsumer consumer = context.createConsumer(context.createQueue("q"));
            refusedUnchecked(context::stop);
            refusedUnchecked(() -> context.setClientID("mine"));
            refusedUnchecked(() -> context.setExceptionListener(e -> {}));
            refusedUnchecked(() -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE));
            refusedUnchecked(() -> consumer.setMessageListener(message -> {}));
            refusedUnchecked(consumer::getMessageListener);
            refusedUnchecked(() -> context.createProducer().setAsync(null).setAsync(new Unheard()));
        }
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(jakarta.jms.IllegalStateException.class)
                .hasMessageContaining("application server");
    }

    private static void refusedUnchecked(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(jakarta.jms.IllegalStateRuntimeException.class)
                .hasMessageContaining("application server");
    }

    private static final class Unheard implements jakarta.jms.CompletionListener {
        @Override
        public void onCompletion(jakarta.jms.Message message) {
            throw new IllegalStateException();
        }

        @Override
        public void onException(jakarta.jms.Message message, Exception exception) {
            throw new IllegalStateException();
        }
    }

    @Test
    void aClosedHandleIsOfNoUse() throws Exception {
        Connection connection = factory.createConnection();
        Session session = connection.createSession();
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        connection.close();
        connection.close();
        assertThatThrownBy(() -> producer.send(null)).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(session::createMessage).isInstanceOf(jakarta.jms.IllegalStateException.class);
        assertThatThrownBy(connection::createSession).isInstanceOf(jakarta.jms.IllegalStateException.class);
    }
}
