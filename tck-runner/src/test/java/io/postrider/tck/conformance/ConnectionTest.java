package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import io.postrider.tck.provider.ProviderUnderTest;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.ExceptionListener;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Connections: credentials, starting and stopping, meta data, exception listeners. */
@Section("6.1")
class ConnectionTest extends ConformanceTest {

    @Test
    @Section("6.1.1")
    void rightCredentialsAreAccepted() {
        assertThatCode(() -> opened(provider()
                        .connectionFactory()
                        .createConnection(ProviderUnderTest.USER, ProviderUnderTest.PASSWORD)))
                .doesNotThrowAnyException();
    }

    @Test
    @Section("6.1.1")
    void noCredentialsAreAccepted() {
        assertThatCode(() -> opened(provider().connectionFactory().createConnection()))
                .doesNotThrowAnyException();
    }

    @Test
    @Section("6.1.1")
    void wrongCredentialsAreRefusedByEveryFactory() throws JMSException {
        ProviderUnderTest provider = provider();
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> provider.connectionFactory().createConnection("invalid", "invalid"));
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> provider.queueConnectionFactory().createQueueConnection("invalid", "invalid"));
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> provider.topicConnectionFactory().createTopicConnection("invalid", "invalid"));
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> provider.xaConnectionFactory().createXAConnection("invalid", "invalid"));
        assertThatExceptionOfType(JMSSecurityRuntimeException.class)
                .isThrownBy(() -> provider.connectionFactory().createContext("invalid", "invalid"));
        assertThatExceptionOfType(JMSSecurityRuntimeException.class).isThrownBy(() -> provider.connectionFactory()
                .createContext("invalid", "invalid", Session.AUTO_ACKNOWLEDGE));
        assertThatExceptionOfType(JMSSecurityRuntimeException.class)
                .isThrownBy(() -> provider.xaConnectionFactory().createXAContext("invalid", "invalid"));
    }

    @Test
    @Section("6.1.1")
    void aWrongPasswordOfAKnownUserIsRefused() throws JMSException {
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> provider().connectionFactory().createConnection(ProviderUnderTest.USER, "wrong"));
    }

    @Test
    @Section("6.1.4")
    void aNewConnectionIsStopped() throws JMSException {
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, queue, "waits");
        assertThat(receiveNothing(consumer)).isNull();
        assertThat(consumer.receiveNoWait()).isNull();
        connection.start();
        assertThat(receiveText(consumer)).isEqualTo("waits");
    }

    @Test
    @Section("6.1.4")
    void aStoppedConnectionCallsNoListener() throws JMSException {
        Connection connection = stoppedConnection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        List<String> heard = new CopyOnWriteArrayList<>();
        session.createConsumer(queue).setMessageListener(m -> heard.add("heard"));
        send(session(), queue, "waits");
        assertThat(browsed(queue)).isEqualTo(1);
        assertThat(heard).isEmpty();
        connection.start();
        await().atMost(GUARD).untilAsserted(() -> assertThat(heard).hasSize(1));
    }

    private int browsed(Queue queue) throws JMSException {
        int count = 0;
        Enumeration<?> all = session().createBrowser(queue).getEnumeration();
        for (; all.hasMoreElements(); all.nextElement()) {
            count++;
        }
        return count;
    }

    @Test
    @Section("6.1.5")
    void afterStopNothingIsReceivedUntilStart() throws JMSException {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        send(session, queue, "first", "second");
        assertThat(receiveText(consumer)).isEqualTo("first");
        connection.stop();
        assertThat(receiveNothing(consumer)).isNull();
        assertThat(consumer.receiveNoWait()).isNull();
        connection.start();
        assertThat(receiveText(consumer)).isEqualTo("second");
    }

    @Test
    @Section("6.1.5")
    void aReceiveBeganWhileStoppedReturnsOnceStarted() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        send(session(), queue, "waits");
        connection.stop();
        CompletableFuture<Message> received = CompletableFuture.supplyAsync(() -> {
            try {
                return consumer.receive();
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        connection.start();
        assertThat(textOf(received.get(GUARD_MILLIS, TimeUnit.MILLISECONDS))).isEqualTo("waits");
    }

    @Test
    @Section("6.1.5")
    void aStoppedConnectionSends() throws JMSException {
        Session session = stoppedConnection().createSession();
        Queue queue = newQueue();
        send(session, queue, "sent");
        assertThat(receiveText(session().createConsumer(queue))).isEqualTo("sent");
    }

    @Test
    @Section("6.1.5")
    void startingTwiceAndStoppingTwiceIsIgnored() throws JMSException {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        connection.start();
        connection.stop();
        connection.stop();
        connection.start();
        send(session, queue, "arrives");
        assertThat(receiveText(consumer)).isEqualTo("arrives");
    }

    @Test
    @Section("6.1.5")
    void stopWaitsForTheRunningListenerWhichHasAllServices() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue queue = newQueue();
        Queue replies = newQueue();
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                running.countDown();
                mayEnd.await();
                send(session, replies, "reply");
            } catch (JMSException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
            ended.set(true);
        });
        send(session(), queue, "work");
        running.await();
        CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(() -> {
            try {
                connection.stop();
                return ended.get();
            } catch (JMSException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(stopped).isNotDone();
        mayEnd.countDown();
        assertThat(stopped.get(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(receiveText(session().createConsumer(replies))).isEqualTo("reply");
    }

    @Test
    @Section("6.1.6")
    void metaDataTellsTheVersionOfTheSpecification() throws JMSException {
        ConnectionMetaData metaData = connection().getMetaData();
        assertThat(metaData.getJMSMajorVersion()).isEqualTo(3);
        assertThat(metaData.getJMSMinorVersion()).isEqualTo(1);
        assertThat(metaData.getJMSVersion()).isEqualTo("3.1");
    }

    @Test
    @Section("6.1.6")
    void metaDataTellsTheProvider() throws JMSException {
        ConnectionMetaData metaData = connection().getMetaData();
        assertThat(metaData.getJMSProviderName()).isNotBlank();
        assertThat(metaData.getProviderVersion()).isNotBlank();
        assertThat(metaData.getProviderMajorVersion()).isNotNegative();
        assertThat(metaData.getProviderMinorVersion()).isNotNegative();
    }

    @Test
    @Section("6.1.6")
    void metaDataNamesThePropertiesThatAreMandatory() throws JMSException {
        List<String> names = new ArrayList<>();
        Enumeration<?> all = connection().getMetaData().getJMSXPropertyNames();
        all.asIterator().forEachRemaining(name -> names.add((String) name));
        assertThat(names)
                .contains("JMSXGroupID", "JMSXGroupSeq", "JMSXDeliveryCount")
                .allMatch(name -> name.startsWith("JMSX"))
                .doesNotHaveDuplicates();
    }

    @Test
    @Section("6.1.7")
    void theExceptionListenerIsTheOneSet() throws JMSException {
        Connection connection = connection();
        assertThat(connection.getExceptionListener()).isNull();
        ExceptionListener listener = e -> {};
        connection.setExceptionListener(listener);
        assertThat(connection.getExceptionListener()).isSameAs(listener);
        connection.setExceptionListener(null);
        assertThat(connection.getExceptionListener()).isNull();
    }

    @Test
    @Section("6.1.7")
    void whatACallThrowsDoesNotGoToTheExceptionListener() throws JMSException {
        Connection connection = connection();
        List<JMSException> reported = new CopyOnWriteArrayList<>();
        connection.setExceptionListener(reported::add);
        Session session = connection.createSession();
        Queue queue = newQueue();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> session.createConsumer(queue, "not ="));
        connection.close();
        assertThat(reported).isEmpty();
    }

    @Test
    @Section("6.2")
    void aConnectionMakesManySessions() throws JMSException {
        Connection connection = connection();
        assertThat(connection.createSession().getAcknowledgeMode()).isEqualTo(Session.AUTO_ACKNOWLEDGE);
        for (int mode : new int[] {
            Session.AUTO_ACKNOWLEDGE,
            Session.CLIENT_ACKNOWLEDGE,
            Session.DUPS_OK_ACKNOWLEDGE,
            Session.SESSION_TRANSACTED
        }) {
            Session session = connection.createSession(mode);
            assertThat(session.getAcknowledgeMode()).isEqualTo(mode);
            assertThat(session.getTransacted()).isEqualTo(mode == Session.SESSION_TRANSACTED);
        }
    }

    @Test
    @Section("6.2")
    void theAcknowledgeModeOfATransactedSessionIsIgnored() throws JMSException {
        Session session = connection().createSession(true, Session.CLIENT_ACKNOWLEDGE);
        assertThat(session.getTransacted()).isTrue();
        assertThat(session.getAcknowledgeMode()).isEqualTo(Session.SESSION_TRANSACTED);
    }

    @Test
    @Section("6.2")
    void anUnknownSessionModeIsRefused() throws JMSException {
        Connection connection = connection();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> connection.createSession(77));
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> connection.createSession(false, 77));
    }
}
