package io.postrider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.client.scripted.ScriptedBroker;
import io.postrider.client.scripted.ScriptedConnector;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;

/** Asynchronous sends that a broker answers late, in another order, or not with success. */
@Timeout(60)
class AsyncSendTest {
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CompletionListener listener = new CompletionListener() {
        @Override
        public void onCompletion(Message message) {
            told.add(text(message));
        }

        @Override
        public void onException(Message message, Exception exception) {
            told.add(text(message) + ": " + exception.getMessage());
        }
    };

    private ScriptedBroker broker;
    private Connection connection;

    @BeforeEach
    void connect(TestInfo test) throws JMSException {
        String name = "async-" + test.getTestMethod().orElseThrow().getName();
        broker = ScriptedConnector.broker(name);
        broker.holdSends();
        connection = new PostriderConnectionFactory("scripted://" + name).createConnection();
    }

    @AfterEach
    void close() throws JMSException {
        connection.close();
    }

    private static String text(Message message) {
        try {
            return ((TextMessage) message).getText();
        } catch (JMSException e) {
            throw new AssertionError(e);
        }
    }

    private Session sendThree(int mode) throws JMSException {
        Session session = connection.createSession(mode);
        MessageProducer producer = session.createProducer(session.createQueue("q"));
        for (int i = 1; i <= 3; i++) {
            producer.send(session.createTextMessage("m" + i), listener);
        }
        return session;
    }

    @Test
    void listenersAreToldInTheOrderOfTheSendsWhateverOrderTheBrokerAnswersIn() throws JMSException {
        sendThree(Session.AUTO_ACKNOWLEDGE);
        broker.completeSend(2);
        broker.failSend(1, new BrokerException(BrokerError.RESOURCE_LIMIT, "full"));
        assertThat(told).isEmpty();
        broker.completeSend(0);
        await().until(() -> told.size() == 3);
        assertThat(told).containsExactly("m1", "m2: full", "m3");
    }

    @Test
    void closingWaitsForTheBrokersAnswersAndTheListeners() throws Exception {
        Session session = sendThree(Session.AUTO_ACKNOWLEDGE);
        Thread closing = new Thread(() -> {
            try {
                session.close();
                told.add("closed");
            } catch (JMSException e) {
                told.add(e.toString());
            }
        });
        closing.start();
        await().until(() -> closing.getState() == Thread.State.WAITING);
        for (int i = 0; i < 3; i++) {
            broker.completeSend(0);
        }
        closing.join();
        assertThat(told).containsExactly("m1", "m2", "m3", "closed");
    }

    @Test
    void aCommitIsNotSentBeforeTheSendsAreAnswered() throws Exception {
        Session session = sendThree(Session.SESSION_TRANSACTED);
        Thread committing = new Thread(() -> {
            try {
                session.commit();
            } catch (JMSException e) {
                told.add(e.toString());
            }
        });
        committing.start();
        await().until(() -> committing.getState() == Thread.State.WAITING);
        assertThat(broker.commands).noneMatch(command -> command.startsWith("commit"));
        for (int i = 0; i < 3; i++) {
            broker.completeSend(0);
        }
        committing.join();
        assertThat(told).containsExactly("m1", "m2", "m3");
        assertThat(broker.commands).anyMatch(command -> command.startsWith("commit"));
    }

    @Test
    void aLostLinkFailsWhatIsSentAfterwards() throws JMSException {
        Session session = connection.createSession();
        broker.lose(new BrokerException(BrokerError.LINK_LOST, "the wire was cut"));
        session.createProducer(session.createQueue("q")).send(session.createTextMessage("m1"), listener);
        await().until(() -> told.size() == 1);
        assertThat(told).containsExactly("m1: the wire was cut");
    }
}
