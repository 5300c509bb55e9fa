package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.tck.Section;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions and contexts of components: what a server has kept for itself, and what its transactions do to them. */
@Section("12.3")
class ComponentSessionsTest extends ConnectorTest {

    private static final class Unheard implements CompletionListener {
        @Override
        public void onCompletion(Message message) {
            throw new IllegalStateException("an asynchronous send is not permitted");
        }

        @Override
        public void onException(Message message, Exception exception) {
            throw new IllegalStateException("an asynchronous send is not permitted", exception);
        }
    }

    /** What a component has of the classic interface. */
    private record Classic(Connection connection, Session session, Queue queue, Topic topic) {

        MessageConsumer consumer() throws JMSException {
            return session.createConsumer(queue);
        }

        MessageProducer producer() throws JMSException {
            return session.createProducer(queue);
        }

        MessageProducer anonymous() throws JMSException {
            return session.createProducer(null);
        }

        Message message() throws JMSException {
            return session.createMessage();
        }
    }

    @FunctionalInterface
    private interface ClassicCall {
        void on(Classic component) throws JMSException;
    }

    @FunctionalInterface
    private interface ContextCall {
        void on(JMSContext context, Queue queue);
    }

    private static Arguments classic(String name, ClassicCall call) {
        return Arguments.of(name, call);
    }

    private static Arguments context(String name, ContextCall call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> theServersOfTheClassicInterfaces() {
        return Stream.of(
                classic("Session.setMessageListener", c -> c.session.setMessageListener(message -> {})),
                classic("Session.getMessageListener", c -> c.session.getMessageListener()),
                classic("Session.run", c -> c.session.run()),
                classic(
                        "Connection.createConnectionConsumer",
                        c -> c.connection.createConnectionConsumer(c.queue, null, null, 1)),
                classic(
                        "Connection.createSharedConnectionConsumer",
                        c -> c.connection.createSharedConnectionConsumer(c.topic, "s", null, null, 1)),
                classic(
                        "Connection.createDurableConnectionConsumer",
                        c -> c.connection.createDurableConnectionConsumer(c.topic, "s", null, null, 1)),
                classic(
                        "Connection.createSharedDurableConnectionConsumer",
                        c -> c.connection.createSharedDurableConnectionConsumer(c.topic, "s", null, null, 1)),
                classic("MessageConsumer.setMessageListener", c -> c.consumer().setMessageListener(message -> {})),
                classic("MessageConsumer.getMessageListener", c -> c.consumer().getMessageListener()),
                classic("Connection.setClientID", c -> c.connection.setClientID("component")),
                classic("Connection.stop", c -> c.connection.stop()),
                classic("Connection.setExceptionListener", c -> c.connection.setExceptionListener(e -> {})),
                classic("MessageProducer.send(message)", c -> c.producer().send(c.message(), new Unheard())),
                classic("MessageProducer.send(message, mode)", c -> c.producer()
                        .send(c.message(), 1, 4, 0, new Unheard())),
                classic("MessageProducer.send(destination)", c -> c.anonymous()
                        .send(c.queue, c.message(), new Unheard())),
                classic("MessageProducer.send(destination, mode)", c -> c.anonymous()
                        .send(c.queue, c.message(), 1, 4, 0, new Unheard())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("theServersOfTheClassicInterfaces")
    @Section("12.2")
    void whatIsTheServersIsRefused(String name, ClassicCall call) throws Exception {
        try (Connection connection = factory().createConnection()) {
            Classic component = new Classic(connection, connection.createSession(), newQueue(), newTopic());
            // a method that declares no JMSException has the other one
            assertThatThrownBy(() -> call.on(component))
                    .as(name)
                    .isInstanceOfAny(JMSException.class, JMSRuntimeException.class);
        }
    }

    static Stream<Arguments> theServersOfTheSimplifiedInterfaces() {
        return Stream.of(
                context("JMSConsumer.setMessageListener", (context, queue) -> context.createConsumer(queue)
                        .setMessageListener(message -> {})),
                context("JMSConsumer.getMessageListener", (context, queue) -> context.createConsumer(queue)
                        .getMessageListener()),
                context("JMSContext.setClientID", (context, queue) -> context.setClientID("component")),
                context("JMSContext.stop", (context, queue) -> context.stop()),
                context("JMSContext.setExceptionListener", (context, queue) -> context.setExceptionListener(e -> {})),
                context("JMSProducer.setAsync", (context, queue) -> context.createProducer()
                        .setAsync(new Unheard())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("theServersOfTheSimplifiedInterfaces")
    @Section("12.2")
    void whatIsTheServersIsRefusedByContexts(String name, ContextCall call) throws Exception {
        Queue queue = newQueue();
        try (JMSContext context = factory().createContext()) {
            assertThatExceptionOfType(JMSRuntimeException.class).as(name).isThrownBy(() -> call.on(context, queue));
        }
    }

    @Test
    @Section("12.2")
    void aConnectionHasOneSessionThatIsNotClosed() throws Exception {
        try (Connection connection = factory().createConnection()) {
            Session session = connection.createSession();
            assertThatExceptionOfType(JMSException.class).isThrownBy(connection::createSession);
            session.close();
            connection.createSession().close();
        }
    }

    @Test
    @Section("12.2")
    void aContextMakesNoSecondOneOnItsConnection() {
        try (JMSContext context = factory().createContext()) {
            assertThatExceptionOfType(JMSRuntimeException.class)
                    .isThrownBy(() -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        }
    }

    // In a transaction of the server ----------------------------------------------------------------------------------

    private static Session session(Connection connection, boolean transacted, int mode) throws JMSException {
        connection.start();
        return connection.createSession(transacted, mode);
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "false, 3", "true, 0"})
    void aSessionSendsInTheTransactionWhateverItsParametersSay(boolean transacted, int mode) throws Exception {
        Queue queue = newQueue();
        for (boolean commits : new boolean[] {false, true}) {
            inTransaction(commits, () -> {
                try (Connection connection = factory().createConnection()) {
                    send(session(connection, transacted, mode), queue, commits ? "committed" : "rolled back");
                }
                assertThat(drain(queue)).as("before the transaction's end").isEmpty();
            });
        }
        assertThat(drain(queue)).containsExactly("committed");
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "false, 3", "true, 0"})
    void aSessionReceivesInTheTransactionWhateverItsParametersSay(boolean transacted, int mode) throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "message");
        for (boolean commits : new boolean[] {false, true}) {
            inTransaction(commits, () -> {
                try (Connection connection = factory().createConnection()) {
                    Session session = session(connection, transacted, mode);
                    Message message = session.createConsumer(queue).receive(GUARD_MILLIS);
                    assertThat(textOf(message)).isEqualTo("message");
                    assertThat(message.getJMSRedelivered()).isEqualTo(commits);
                }
            });
        }
        assertThat(drain(queue)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                JMSContext.AUTO_ACKNOWLEDGE,
                JMSContext.CLIENT_ACKNOWLEDGE,
                JMSContext.DUPS_OK_ACKNOWLEDGE,
                JMSContext.SESSION_TRANSACTED
            })
    void aContextIsPartOfTheTransactionWhateverItsModeSays(int mode) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "message");
        for (boolean commits : new boolean[] {false, true}) {
            inTransaction(commits, () -> {
                try (JMSContext context = factory().createContext(mode)) {
                    String text = context.createConsumer(in).receiveBody(String.class, GUARD_MILLIS);
                    context.createProducer().send(out, text + ", " + (commits ? "committed" : "rolled back"));
                }
            });
        }
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).containsExactly("message, committed");
    }

    @Test
    void aLocalTransactionAndClientAcknowledgementAreNotPermittedInOne() throws Exception {
        inTransaction(false, () -> {
            try (Connection connection = factory().createConnection()) {
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED);
                assertThatExceptionOfType(JMSException.class).isThrownBy(session::commit);
                assertThatExceptionOfType(JMSException.class).isThrownBy(session::rollback);
                assertThatExceptionOfType(JMSException.class).isThrownBy(session::recover);
            }
        });
    }

    @Test
    void allOfATransactionIsOneWhicheverConnectionItIsDoneOn() throws Exception {
        Queue queue = newQueue();
        Topic topic = newTopic();
        MessageConsumer subscriber = session().createConsumer(topic);
        for (boolean commits : new boolean[] {false, true}) {
            inTransaction(commits, () -> {
                try (JMSContext one = factory().createContext();
                        JMSContext other = container().connectionFactory().createContext()) {
                    one.createProducer().send(queue, commits ? "committed" : "rolled back");
                    other.createProducer().send(topic, commits ? "committed" : "rolled back");
                }
            });
        }
        assertThat(drain(queue)).containsExactly("committed");
        assertThat(receiveText(subscriber)).isEqualTo("committed");
        assertThat(receiveNothing(subscriber)).isNull();
    }

    // In none ---------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(ints = {Session.AUTO_ACKNOWLEDGE, Session.DUPS_OK_ACKNOWLEDGE})
    void outsideASessionAcknowledgesAsItsParametersSay(int mode) throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a", "b");
        try (Connection connection = factory().createConnection()) {
            Session session = session(connection, false, mode);
            assertThat(session.getTransacted()).isFalse();
            assertThat(session.getAcknowledgeMode()).isEqualTo(mode);
            assertThat(receiveText(session.createConsumer(queue))).isEqualTo("a");
        }
        assertThat(drain(queue)).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({"false, 2", "true, 0"})
    void outsideClientAcknowledgementAndLocalTransactionsAreIgnoredOrWork(boolean transacted, int mode)
            throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a");
        try (Connection connection = factory().createConnection()) {
            Session session = session(connection, transacted, mode);
            assertThat(session.getAcknowledgeMode()).isIn(Session.AUTO_ACKNOWLEDGE, mode);
            assertThat(session.getTransacted()).isEqualTo(session.getAcknowledgeMode() == Session.SESSION_TRANSACTED);
            Message message = session.createConsumer(queue).receive(GUARD_MILLIS);
            assertThat(textOf(message)).isEqualTo("a");
            if (session.getTransacted()) {
                session.commit();
            } else {
                message.acknowledge();
            }
        }
        assertThat(drain(queue)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 3", "2, 1", "0, 1"})
    void outsideAContextIsNeitherTransactedNorAcknowledgedByItsClient(int wanted, int actual) throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a", "b");
        try (JMSContext context = factory().createContext(wanted)) {
            assertThat(context.getSessionMode()).isEqualTo(actual);
            assertThat(context.createConsumer(queue).receiveBody(String.class, GUARD_MILLIS))
                    .isEqualTo("a");
            context.createProducer().send(queue, "c");
        }
        assertThat(drain(queue)).containsExactly("b", "c");
    }
}
