package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueReceiver;
import jakarta.jms.QueueSender;
import jakarta.jms.QueueSession;
import jakarta.jms.ServerSessionPool;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicPublisher;
import jakarta.jms.TopicSession;
import jakarta.jms.TopicSubscriber;
import java.io.Serializable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every method of every object of the classic and the legacy interfaces, on an object that is closed: by its own close, by that of
 * its session, or by that of its connection.
 */
@Section("6.1.8")
class ClosedObjectsTest extends ConformanceTest {

    enum ClosedBy {
        ITSELF,
        SESSION,
        CONNECTION
    }

    private static final List<Class<?>> CONNECTIONS =
            List.of(Connection.class, QueueConnection.class, TopicConnection.class);
    private static final List<Class<?>> SESSIONS = List.of(Session.class, QueueSession.class, TopicSession.class);
    private static final List<Class<?>> OBJECTS = List.of(
            MessageProducer.class,
            MessageConsumer.class,
            QueueBrowser.class,
            QueueSender.class,
            QueueReceiver.class,
            TopicPublisher.class,
            TopicSubscriber.class);

    /** Methods whose signature or meaning has no place for the exception. */
    private static final Set<String> EXEMPT = Set.of("close", "run");

    /** Methods that are refused anyway (table 9-1), and what a browser merely remembers. */
    private static final Map<Class<?>, Set<String>> EXCLUDED = Map.of(
            QueueConnection.class,
            Set.of(
                    "createSharedConnectionConsumer",
                    "createDurableConnectionConsumer",
                    "createSharedDurableConnectionConsumer"),
            QueueSession.class,
            Set.of(
                    "createDurableSubscriber",
                    "createDurableConsumer",
                    "createSharedConsumer",
                    "createSharedDurableConsumer",
                    "createTemporaryTopic",
                    "createTopic",
                    "unsubscribe"),
            TopicSession.class,
            Set.of("createBrowser", "createQueue", "createTemporaryQueue"),
            QueueBrowser.class,
            Set.of("getQueue", "getMessageSelector"));

    static Stream<Arguments> calls() {
        return Stream.of(
                        CONNECTIONS.stream().flatMap(type -> callsOf(type, ClosedBy.ITSELF)),
                        SESSIONS.stream().flatMap(type -> callsOf(type, ClosedBy.ITSELF, ClosedBy.CONNECTION)),
                        OBJECTS.stream().flatMap(type -> callsOf(type, ClosedBy.values())))
                .flatMap(rows -> rows);
    }

    private static Stream<Arguments> callsOf(Class<?> type, ClosedBy... closings) {
        return Arrays.stream(type.getMethods())
                .filter(method -> !EXEMPT.contains(method.getName()))
                .filter(method -> !EXCLUDED.getOrDefault(type, Set.of()).contains(method.getName()))
                .sorted(Comparator.comparing(ClosedObjectsTest::signature))
                .flatMap(method -> Arrays.stream(closings)
                        .map(closing -> Arguments.argumentSet(
                                type.getSimpleName() + "." + signature(method) + " closed by " + closing,
                                type,
                                method,
                                closing)));
    }

    private static String signature(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("calls")
    void aClosedObjectRefusesEveryCall(Class<?> type, Method method, ClosedBy closedBy) throws Exception {
        Object closed = closed(type, closedBy);
        Object[] arguments = argumentsFor(method, type);
        Throwable thrown = catchThrowable(() -> {
            try {
                method.invoke(closed, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        assertThat(thrown).isInstanceOf(IllegalStateException.class);
    }

    private Object closed(Class<?> type, ClosedBy closedBy) throws Exception {
        Connection connection = connectionFor(type);
        if (CONNECTIONS.contains(type)) {
            connection.close();
            return connection;
        }
        Session session = sessionOf(connection);
        AutoCloseable object = SESSIONS.contains(type) ? session : objectOf(type, session);
        AutoCloseable toClose =
                switch (closedBy) {
                    case ITSELF -> object;
                    case SESSION -> session;
                    case CONNECTION -> connection;
                };
        toClose.close();
        return object;
    }

    private Connection connectionFor(Class<?> type) throws JMSException {
        if (type.getSimpleName().startsWith("QueueB")) {
            return stoppedConnection();
        }
        if (type.getSimpleName().startsWith("Queue")) {
            return opened(provider().queueConnectionFactory().createQueueConnection());
        }
        if (type.getSimpleName().startsWith("Topic")) {
            return opened(provider().topicConnectionFactory().createTopicConnection());
        }
        return stoppedConnection();
    }

    private static Session sessionOf(Connection connection) throws JMSException {
        if (connection instanceof QueueConnection queues && !(connection instanceof TopicConnection)) {
            return queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE);
        }
        if (connection instanceof TopicConnection topics && !(connection instanceof QueueConnection)) {
            return topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        }
        return connection.createSession(false, Session.AUTO_ACKNOWLEDGE);
    }

    private AutoCloseable objectOf(Class<?> type, Session session) throws JMSException {
        return switch (type.getSimpleName()) {
            case "MessageProducer" -> session.createProducer(newQueue());
            case "MessageConsumer" -> session.createConsumer(newQueue());
            case "QueueBrowser" -> session.createBrowser(newQueue());
            case "QueueSender" -> ((QueueSession) session).createSender(newQueue());
            case "QueueReceiver" -> ((QueueSession) session).createReceiver(newQueue());
            case "TopicPublisher" -> ((TopicSession) session).createPublisher(newTopic());
            case "TopicSubscriber" -> ((TopicSession) session).createSubscriber(newTopic());
            default -> throw new IllegalArgumentException(type.getName());
        };
    }

    private Object[] argumentsFor(Method method, Class<?> type) throws JMSException {
        Class<?>[] types = method.getParameterTypes();
        Object[] arguments = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            arguments[i] = argument(types[i], type.getSimpleName().startsWith("Topic"));
        }
        return arguments;
    }

    private Object argument(Class<?> type, boolean topics) throws JMSException {
        if (type == int.class) {
            return 1;
        } else if (type == long.class) {
            return 1L;
        } else if (type == boolean.class) {
            return false;
        } else if (type == String.class) {
            return "name";
        } else if (type == Serializable.class) {
            return "object";
        } else if (type == Queue.class) {
            return newQueue();
        } else if (type == Topic.class) {
            return newTopic();
        } else if (type == Destination.class) {
            return topics ? newTopic() : newQueue();
        } else if (type == Message.class) {
            return session().createMessage();
        } else if (type == MessageListener.class) {
            return (MessageListener) message -> {};
        } else if (type == ExceptionListener.class) {
            return (ExceptionListener) e -> {};
        } else if (type == ServerSessionPool.class) {
            return (ServerSessionPool) () -> null;
        } else if (type == CompletionListener.class) {
            return new CompletionListener() {
                @Override
                public void onCompletion(Message message) {}

                @Override
                public void onException(Message message, Exception e) {}
            };
        }
        throw new IllegalArgumentException("no argument of " + type);
    }

    static Stream<Arguments> closings() {
        return Stream.concat(
                Stream.concat(CONNECTIONS.stream(), SESSIONS.stream()).map(type -> Arguments.of(type, ClosedBy.ITSELF)),
                OBJECTS.stream()
                        .flatMap(type -> Arrays.stream(ClosedBy.values()).map(by -> Arguments.of(type, by))));
    }

    @ParameterizedTest
    @MethodSource("closings")
    void closingAgainIsIgnored(Class<?> type, ClosedBy closedBy) throws Exception {
        AutoCloseable closed = (AutoCloseable) closed(type, closedBy);
        assertThatCode(closed::close).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECTION", "SESSION"})
    void aReceivedMessageCannotBeAcknowledged(ClosedBy closedBy) throws JMSException {
        Connection connection = connection();
        Session session = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        send(session, queue, "text");
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        if (closedBy == ClosedBy.SESSION) {
            session.close();
        } else {
            connection.close();
        }
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(received::acknowledge);
        assertThat(textOf(received)).as("the message is of use otherwise").isEqualTo("text");
        assertThat(received.getIntProperty("JMSXDeliveryCount")).isEqualTo(1);
    }

    @Test
    void aMessageMadeByAClosedSessionCanBeSentByAnother() throws JMSException {
        Session closed = session();
        Message message = closed.createTextMessage("outlives");
        closed.close();
        Session open = session();
        Queue queue = newQueue();
        open.createProducer(queue).send(message);
        assertThat(receiveText(open.createConsumer(queue))).isEqualTo("outlives");
    }
}
