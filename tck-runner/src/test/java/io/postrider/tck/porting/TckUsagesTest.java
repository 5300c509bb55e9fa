package io.postrider.tck.porting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.sun.ts.tests.jms.common.BytesMessageTestImpl;
import com.sun.ts.tests.jms.common.DoneLatch;
import com.sun.ts.tests.jms.common.InvalidTextMessageTestImpl;
import com.sun.ts.tests.jms.common.MapMessageTestImpl;
import com.sun.ts.tests.jms.common.ObjectMessageTestImpl;
import com.sun.ts.tests.jms.common.SerialTestMessageListenerImpl;
import com.sun.ts.tests.jms.common.SessionThread;
import com.sun.ts.tests.jms.common.StreamMessageTestImpl;
import com.sun.ts.tests.jms.common.TestMessageListener;
import com.sun.ts.tests.jms.common.TextMessageTestImpl;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnection;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.TopicRequestor;
import jakarta.jms.TopicSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import javax.naming.InitialContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The less usual ways in which the TCK uses a provider, with the messages, listeners and threads of its common jar. */
@ResourceLock("the TCK's broker")
class TckUsagesTest {
    private static final long GUARD_MILLIS = 15_000;
    private static final Duration GUARD = Duration.ofMillis(GUARD_MILLIS);

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void closeWhatWasOpened() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private <C extends AutoCloseable> C opened(C resource) {
        opened.add(resource);
        return resource;
    }

    private static <T> T lookUp(Class<T> type, String name) throws Exception {
        return type.cast(new InitialContext().lookup(name));
    }

    private Connection connection() throws Exception {
        ConnectionFactory factory = lookUp(ConnectionFactory.class, "MyConnectionFactory");
        return opened(factory.createConnection(TckContextFactory.USER, TckContextFactory.PASSWORD));
    }

    private JMSContext context() throws Exception {
        ConnectionFactory factory = lookUp(ConnectionFactory.class, "MyConnectionFactory");
        return opened(factory.createContext(TckContextFactory.USER, TckContextFactory.PASSWORD));
    }

    /** Sends a foreign message on a started connection's session and receives it there. */
    private Message exchange(Message foreign) throws Exception {
        Connection connection = connection();
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createTemporaryQueue();
        session.createProducer(queue).send(foreign);
        assertThat(foreign.getJMSMessageID()).startsWith("ID:");
        assertThat(foreign.getJMSDestination()).isEqualTo(queue);
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(received.getJMSMessageID()).isEqualTo(foreign.getJMSMessageID());
        return received;
    }

    @Test
    void everyForeignMessageOfTheTckIsSent() throws Exception {
        TextMessage text = new TextMessageTestImpl();
        text.setText("text");
        assertThat(exchange(text).getBody(String.class)).isEqualTo("text");

        MapMessage map = new MapMessageTestImpl();
        map.setInt("one", 1);
        assertThat(((MapMessage) exchange(map)).getInt("one")).isEqualTo(1);

        ObjectMessage object = new ObjectMessageTestImpl();
        object.setObject("object");
        assertThat(((ObjectMessage) exchange(object)).getObject()).isEqualTo("object");

        StreamMessage stream = new StreamMessageTestImpl();
        stream.writeString("stream");
        assertThat(((StreamMessage) exchange(stream)).readString()).isEqualTo("stream");

        BytesMessageTestImpl bytes = new BytesMessageTestImpl();
        bytes.writeInt(22);
        bytes.setBodyLength(4);
        assertThat(((BytesMessage) exchange(bytes)).readInt()).isEqualTo(22);
    }

    @Test
    void aForeignMessageWhoseBodyCannotBeReadIsRefusedWithItsOwnException() {
        assertThatExceptionOfType(MessageFormatException.class)
                .isThrownBy(() -> exchange(new InvalidTextMessageTestImpl("unreadable")));
    }

    @Test
    void whatWasSentCanBeReadFromTheMessageThatTheCompletionListenerGets() throws Exception {
        JMSContext context = context();
        Queue queue = context.createTemporaryQueue();
        BytesMessage bytes = context.createBytesMessage();
        bytes.writeByte((byte) 1);
        bytes.writeInt(22);
        bytes.reset();
        BytesMessage sentBytes = (BytesMessage) completed(context, queue, bytes);
        assertThat(sentBytes.readByte()).isEqualTo((byte) 1);
        assertThat(sentBytes.readInt()).isEqualTo(22);

        StreamMessage stream = context.createStreamMessage();
        stream.writeBoolean(true);
        stream.writeInt(22);
        stream.reset();
        StreamMessage sentStream = (StreamMessage) completed(context, queue, stream);
        assertThat(sentStream.readBoolean()).isTrue();
        assertThat(sentStream.readInt()).isEqualTo(22);

        ObjectMessage object = context.createObjectMessage(new StringBuffer("object"));
        ObjectMessage sentObject = (ObjectMessage) completed(context, queue, object);
        assertThat(sentObject.getObject()).hasToString("object");

        MapMessage map = context.createMapMessage();
        map.setBoolean("yes", true);
        assertThat(((MapMessage) completed(context, queue, map)).getBoolean("yes"))
                .isTrue();
    }

    private static Message completed(JMSContext context, Destination to, Message message) throws Exception {
        CompletableFuture<Message> completed = new CompletableFuture<>();
        context.createProducer()
                .setAsync(new CompletionListener() {
                    @Override
                    public void onCompletion(Message sent) {
                        completed.complete(sent);
                    }

                    @Override
                    public void onException(Message sent, Exception failure) {
                        completed.completeExceptionally(failure);
                    }
                })
                .send(to, message);
        return completed.get(GUARD_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Test
    void recoverInAListenerBringsTheMessageAgainThatItIsAt() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Topic topic = session.createTemporaryTopic();
        List<String> seen = new CopyOnWriteArrayList<>();
        session.createConsumer(topic).setMessageListener(message -> {
            try {
                seen.add(((TextMessage) message).getText() + message.getJMSRedelivered());
                if (((TextMessage) message).getText().equals("last") && !message.getJMSRedelivered()) {
                    session.recover();
                }
            } catch (JMSException e) {
                seen.add(e.toString());
            }
        });
        MessageProducer producer = session.createProducer(topic);
        producer.send(session.createTextMessage("first"));
        producer.send(session.createTextMessage("last"));
        connection.start();
        await().atMost(GUARD).until(() -> seen.contains("lasttrue"));
        assertThat(seen).containsExactly("firstfalse", "lastfalse", "lasttrue");
    }

    @Test
    void anotherThreadMaySendOnASessionThatHasAListener() throws Exception {
        Connection connection = connection();
        connection.start();
        Session session = connection.createSession();
        Queue queue = session.createTemporaryQueue();
        MessageConsumer consumer = session.createConsumer(queue);
        TestMessageListener listener = new TestMessageListener(consumer, new DoneLatch());
        consumer.setMessageListener(listener);
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < 3; i++) {
            Message message = session.createTextMessage("m" + i);
            message.setBooleanProperty("COM_SUN_JMS_TEST_LASTMESSAGE", i == 2);
            producer.send(message);
        }
        listener.getLatch().waitTillDone();
        await().atMost(GUARD)
                .untilAsserted(() -> assertThat((List<?>) listener.messageArray).hasSize(3));
    }

    @Test
    void theListenersOfASessionAreCalledOneAtATime() throws Exception {
        Connection connection = connection();
        Session session = connection.createSession();
        Queue one = session.createTemporaryQueue();
        Queue two = session.createTemporaryQueue();
        SerialTestMessageListenerImpl first = new SerialTestMessageListenerImpl();
        SerialTestMessageListenerImpl second = new SerialTestMessageListenerImpl();
        session.createConsumer(one).setMessageListener(first);
        session.createConsumer(two).setMessageListener(second);
        for (Queue queue : new Queue[] {one, two}) {
            Message message = session.createTextMessage("last");
            message.setStringProperty("COM_SUN_JMS_TESTNAME", "last");
            message.setBooleanProperty("COM_SUN_JMS_TEST_LASTMESSAGE", true);
            session.createProducer(queue).send(message);
        }
        connection.start();
        first.monitor.waitTillDone();
        second.monitor.waitTillDone();
        assertThat(first.testFailed).isFalse();
        assertThat(second.testFailed).isFalse();
    }

    @Test
    void aThreadThatWaitsForAMessageGetsNullWhenItsSessionIsClosed() throws Exception {
        TopicConnection connection = opened(lookUp(TopicConnectionFactory.class, "MyTopicConnectionFactory")
                .createTopicConnection(TckContextFactory.USER, TckContextFactory.PASSWORD));
        connection.start();
        TopicSession session = connection.createTopicSession(false, Session.AUTO_ACKNOWLEDGE);
        Topic topic = lookUp(Topic.class, "MY_TOPIC2");
        SessionThread answering = new SessionThread((QueueConnection) null, connection);
        answering.setReplyToMessages(true);
        answering.createConsumer(topic);
        answering.setStayAlive(true);
        answering.start();
        Message reply = new TopicRequestor(session, topic).request(session.createMessage());
        assertThat(reply).isNotNull();
        answering.getTopicSession().close();
        answering.join(GUARD_MILLIS);
        assertThat(answering.isAlive()).isFalse();
    }
}
