package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import io.postrider.tck.provider.ProviderUnderTest;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.ExceptionListener;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.Topic;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Enumeration;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simplified API's context: connection and session in one. */
@Section("6.1")
class ContextTest extends ConformanceTest {

    /** Methods that may answer of a closed context without the connection. */
    private static final Set<String> EXEMPT =
            Set.of("close", "getAutoStart", "setAutoStart", "getClass", "wait", "notify", "notifyAll");

    @Test
    void everyFormOfCreateContextGivesTheModeAskedFor() throws JMSException {
        ConnectionFactory factory = provider().connectionFactory();
        String user = ProviderUnderTest.USER;
        String password = ProviderUnderTest.PASSWORD;
        assertThat(opened(factory.createContext()).getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
        assertThat(opened(factory.createContext(user, password)).getSessionMode())
                .isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
        for (int mode : new int[] {
            JMSContext.AUTO_ACKNOWLEDGE,
            JMSContext.CLIENT_ACKNOWLEDGE,
            JMSContext.DUPS_OK_ACKNOWLEDGE,
            JMSContext.SESSION_TRANSACTED
        }) {
            assertThat(opened(factory.createContext(mode)).getSessionMode()).isEqualTo(mode);
            JMSContext context = opened(factory.createContext(user, password, mode));
            assertThat(context.getSessionMode()).isEqualTo(mode);
            assertThat(context.getTransacted()).isEqualTo(mode == JMSContext.SESSION_TRANSACTED);
            assertThat(opened(context.createContext(mode)).getSessionMode()).isEqualTo(mode);
        }
    }

    @Test
    void anUnknownModeIsRefused() throws JMSException {
        ConnectionFactory factory = provider().connectionFactory();
        JMSContext context = context();
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> factory.createContext(-1));
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> context.createContext(-1));
    }

    @Test
    @Section("6.1.4")
    void theFirstConsumerStartsTheConnection() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        context.createProducer().send(queue, "a");
        assertThat(context.getAutoStart()).isTrue();
        assertThat(context.createConsumer(queue).receiveBody(String.class, GUARD_MILLIS))
                .isEqualTo("a");
    }

    @Test
    @Section("8.4")
    void withoutAutoStartItWaitsForStart() throws JMSException {
        JMSContext context = context();
        context.setAutoStart(false);
        assertThat(context.getAutoStart()).isFalse();
        Queue queue = newQueue();
        context.createProducer().send(queue, "a");
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(consumer.receive(STAYS_AWAY_MILLIS)).isNull();
        context.start();
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("a");
    }

    @Test
    @Section("8.4")
    void stopPausesAndStartResumes() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSConsumer consumer = context.createConsumer(queue);
        context.stop();
        context.createProducer().send(queue, "a");
        assertThat(consumer.receive(STAYS_AWAY_MILLIS)).isNull();
        context.start();
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("a");
    }

    @Test
    @Section("6.1.8")
    void theConnectionIsClosedWithTheLastOfItsContexts() throws JMSException {
        String clientId = newName();
        JMSContext first = context();
        first.setClientID(clientId);
        JMSContext second = opened(first.createContext(JMSContext.AUTO_ACKNOWLEDGE));
        assertThat(second.getClientID()).isEqualTo(clientId);
        first.close();
        Queue queue = newQueue();
        second.createProducer().send(queue, "still open");
        assertThat(second.createConsumer(queue).receiveBody(String.class, GUARD_MILLIS))
                .isEqualTo("still open");
        second.close();
        JMSContext third = context();
        assertThatCode(() -> third.setClientID(clientId)).doesNotThrowAnyException();
    }

    @Test
    @Section("6.1.8")
    void closingTwiceIsIgnored() throws JMSException {
        JMSContext context = context();
        context.close();
        assertThatCode(context::close).doesNotThrowAnyException();
    }

    static Stream<Arguments> methods() {
        return Arrays.stream(JMSContext.class.getMethods())
                .filter(method -> !EXEMPT.contains(method.getName()))
                .sorted(Comparator.comparing(ContextTest::signature))
                .map(method -> Arguments.argumentSet(signature(method), method));
    }

    private static String signature(Method method) {
        return method.getName()
                + Stream.of(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .toList();
    }

    @ParameterizedTest
    @Section("6.1.8")
    @MethodSource("methods")
    void aClosedContextRefusesEveryCall(Method method) throws JMSException {
        JMSContext context = context();
        Object[] arguments = new Object[method.getParameterCount()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(method.getParameterTypes()[i]);
        }
        context.close();
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(() -> {
            try {
                method.invoke(context, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private Object argument(Class<?> type) throws JMSException {
        if (type == int.class) {
            return JMSContext.AUTO_ACKNOWLEDGE;
        } else if (type == boolean.class) {
            return false;
        } else if (type == Topic.class) {
            return newTopic();
        } else if (type == ExceptionListener.class) {
            return (ExceptionListener) e -> {};
        } else if (type.isAssignableFrom(Queue.class)) {
            return newQueue();
        }
        return "name";
    }

    @Test
    @Section("6.1.8")
    void producersAndConsumersOfAClosedContextAreClosed() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        var producer = context.createProducer();
        JMSConsumer consumer = context.createConsumer(queue);
        context.close();
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.send(queue, "a"));
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(consumer::getMessageSelector);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(consumer::getMessageListener);
        assertThatExceptionOfType(IllegalStateRuntimeException.class)
                .isThrownBy(() -> consumer.setMessageListener(m -> {}));
    }

    @Test
    @Section("10.3")
    void onlyATransactedContextCanCommitAndRollBack() throws JMSException {
        JMSContext context = context();
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(context::commit);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(context::rollback);
        JMSContext transacted = context(JMSContext.SESSION_TRANSACTED);
        assertThatExceptionOfType(IllegalStateRuntimeException.class).isThrownBy(transacted::recover);
    }

    @Test
    @Section("6.2.7")
    void commitAndRollbackWork() throws JMSException {
        JMSContext context = context(JMSContext.SESSION_TRANSACTED);
        Queue queue = newQueue();
        context.createProducer().send(queue, "never");
        context.rollback();
        context.createProducer().send(queue, "sent");
        context.commit();
        JMSConsumer consumer = context.createConsumer(queue);
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("sent");
        context.rollback();
        Message again = consumer.receive(GUARD_MILLIS);
        assertThat(again.getBody(String.class)).isEqualTo("sent");
        assertThat(again.getJMSRedelivered()).isTrue();
        context.commit();
        context.close();
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("6.2.10")
    void acknowledgeIsForAllThatTheContextHasConsumed() throws JMSException {
        JMSContext context = context(JMSContext.CLIENT_ACKNOWLEDGE);
        Queue queue = newQueue();
        context.createProducer().send(queue, "a").send(queue, "b").send(queue, "c");
        JMSConsumer consumer = context.createConsumer(queue);
        consumer.receive(GUARD_MILLIS);
        consumer.receive(GUARD_MILLIS);
        context.acknowledge();
        assertThat(consumer.receiveBody(String.class, GUARD_MILLIS)).isEqualTo("c");
        context.recover();
        Message again = consumer.receive(GUARD_MILLIS);
        assertThat(again.getBody(String.class)).isEqualTo("c");
        assertThat(again.getJMSRedelivered()).isTrue();
        context.close();
        assertThat(drain(queue)).containsExactly("c");
    }

    @ParameterizedTest
    @Section("6.2.10")
    @ValueSource(ints = {JMSContext.AUTO_ACKNOWLEDGE, JMSContext.DUPS_OK_ACKNOWLEDGE, JMSContext.SESSION_TRANSACTED})
    void acknowledgeIsIgnoredInOtherModes(int mode) throws JMSException {
        JMSContext context = context(mode);
        assertThatCode(context::acknowledge).doesNotThrowAnyException();
    }

    @Test
    @Section("6.2.4")
    void makesEveryKindOfMessage() throws JMSException {
        JMSContext context = context();
        assertThat(context.createTextMessage().getText()).isNull();
        assertThat(context.createTextMessage("t").getText()).isEqualTo("t");
        assertThat(context.createObjectMessage("o").getObject()).isEqualTo("o");
        assertThat(context.createObjectMessage().getObject()).isNull();
        assertThat(context.createMapMessage().getMapNames().hasMoreElements()).isFalse();
        assertThat(context.createMessage().getJMSMessageID()).isNull();
        assertThat(context.createBytesMessage()).isNotNull();
        assertThat(context.createStreamMessage()).isNotNull();
    }

    @Test
    @Section("6.2.3")
    void makesDestinationsByName() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        Topic topic = newTopic();
        assertThat(context.createQueue(queue.getQueueName())).isEqualTo(queue);
        assertThat(context.createTopic(topic.getTopicName())).isEqualTo(topic);
    }

    @Test
    @Section("4.1.6")
    void browses() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        context.createProducer().setProperty("n", 1).send(queue, "a");
        context.createProducer().setProperty("n", 2).send(queue, "b");
        Enumeration<?> all = context.createBrowser(queue, "n = 2").getEnumeration();
        assertThat(((Message) all.nextElement()).getBody(String.class)).isEqualTo("b");
        assertThat(all.hasMoreElements()).isFalse();
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> context.createBrowser(null));
    }

    @Test
    @Section("6.1.6")
    void tellsTheMetaData() throws JMSException {
        assertThat(context().getMetaData().getJMSVersion()).isEqualTo("3.1");
    }

    @Test
    @Section("6.1.7")
    void keepsTheExceptionListener() throws JMSException {
        JMSContext context = context();
        ExceptionListener listener = e -> {};
        context.setExceptionListener(listener);
        assertThat(context.getExceptionListener()).isSameAs(listener);
    }
}
