package io.postrider.tck.porting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.ts.lib.util.TestUtil;
import com.sun.ts.tests.jms.common.JmsTool;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Hashtable;
import java.util.Properties;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NamingException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which the TCK's tests set their {@link JmsTool} up; the build names the context factory. */
@ResourceLock("the TCK's broker")
class JmsToolTest {
    private static final String MODE = "standalone";
    private static final long GUARD_MILLIS = 15_000;

    private JmsTool tool;

    @BeforeAll
    static void namePortingClass() {
        Properties properties = new Properties();
        properties.setProperty("porting.ts.jmsObjects.class.1", NamedObjects.class.getName());
        TestUtil.initNoLogging(properties);
        PrintWriter silent = new PrintWriter(Writer.nullWriter());
        TestUtil.setCurrentTest(JmsToolTest.class.getName(), silent, silent);
    }

    @AfterEach
    void closeTool() throws Exception {
        if (tool != null) {
            tool.closeAllResources();
            tool.closeDefaultConnections();
        }
    }

    private JmsTool tool(int type) throws Exception {
        tool = new JmsTool(type, TckContextFactory.USER, TckContextFactory.PASSWORD, MODE);
        return tool;
    }

    private static void exchange(Session session, MessageProducer producer, MessageConsumer consumer, boolean commits)
            throws Exception {
        producer.send(session.createTextMessage("by the tool"));
        if (commits) {
            session.commit();
        }
        assertThat(((TextMessage) consumer.receive(GUARD_MILLIS)).getText()).isEqualTo("by the tool");
        if (commits) {
            session.commit();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {JmsTool.QUEUE, JmsTool.TX_QUEUE})
    void setsUpTheLegacyInterfacesForQueues(int type) throws Exception {
        tool(type);
        tool.getDefaultQueueConnection().start();
        exchange(
                tool.getDefaultQueueSession(),
                tool.getDefaultQueueSender(),
                tool.getDefaultQueueReceiver(),
                type == JmsTool.TX_QUEUE);
        assertThat(tool.getDefaultQueue().getQueueName()).isEqualTo("MY_QUEUE");
    }

    @ParameterizedTest
    @ValueSource(ints = {JmsTool.TOPIC, JmsTool.TX_TOPIC})
    void setsUpTheLegacyInterfacesForTopics(int type) throws Exception {
        tool(type);
        tool.getDefaultTopicConnection().start();
        exchange(
                tool.getDefaultTopicSession(),
                tool.getDefaultTopicPublisher(),
                tool.getDefaultTopicSubscriber(),
                type == JmsTool.TX_TOPIC);
        assertThat(tool.getDefaultTopic().getTopicName()).isEqualTo("MY_TOPIC");
    }

    @ParameterizedTest
    @ValueSource(ints = {JmsTool.DURABLE_TOPIC, JmsTool.DURABLE_TX_TOPIC})
    void setsUpDurableSubscriptionsWithTheTcksClientIdentifier(int type) throws Exception {
        tool = new JmsTool(
                type, TckContextFactory.USER, TckContextFactory.PASSWORD, "DURABLE_SUB_CONNECTION_FACTORY", MODE);
        tool.getDefaultTopicConnection().start();
        assertThat(tool.getDefaultTopicConnection().getClientID()).isEqualTo("cts");
        Session session = tool.getDefaultTopicSession();
        tool.getDefaultTopicSubscriber().close();
        MessageConsumer subscriber = session.createDurableSubscriber(tool.getDefaultTopic(), "tool");
        exchange(session, tool.getDefaultTopicPublisher(), subscriber, type == JmsTool.DURABLE_TX_TOPIC);
        subscriber.close();
        session.unsubscribe("tool");
    }

    @ParameterizedTest
    @ValueSource(ints = {JmsTool.COMMON_Q, JmsTool.COMMON_QTX, JmsTool.COMMON_T, JmsTool.COMMON_TTX})
    void setsUpTheClassicInterfaces(int type) throws Exception {
        tool(type);
        tool.getDefaultConnection().start();
        boolean commits = type == JmsTool.COMMON_QTX || type == JmsTool.COMMON_TTX;
        exchange(tool.getDefaultSession(), tool.getDefaultProducer(), tool.getDefaultConsumer(), commits);
        Destination destination = tool.getDefaultDestination();
        if (type == JmsTool.COMMON_Q || type == JmsTool.COMMON_QTX) {
            assertThat(destination).isInstanceOf(Queue.class);
        } else {
            assertThat(destination).isInstanceOf(Topic.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                JmsTool.QUEUE_FACTORY,
                JmsTool.TOPIC_FACTORY,
                JmsTool.DURABLE_TOPIC_FACTORY,
                JmsTool.COMMON_FACTORY,
                JmsTool.FACTORY_Q,
                JmsTool.FACTORY_T,
                JmsTool.FACTORY_DT
            })
    void setsUpFactoriesAlone(int type) throws Exception {
        tool(type);
        ConnectionFactory factory =
                switch (type) {
                    case JmsTool.QUEUE_FACTORY -> tool.getQueueConnectionFactory();
                    case JmsTool.TOPIC_FACTORY, JmsTool.DURABLE_TOPIC_FACTORY -> tool.getTopicConnectionFactory();
                    default -> tool.getConnectionFactory();
                };
        try (Connection connection = factory.createConnection(TckContextFactory.USER, TckContextFactory.PASSWORD)) {
            assertThat(connection.getMetaData().getJMSVersion()).isEqualTo("3.1");
            assertThat(connection.getMetaData().getJMSMajorVersion()).isEqualTo(3);
        }
        try (Connection connection = factory.createConnection()) {
            connection.start();
        }
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> factory.createConnection("invalid", "invalid"));
    }

    @ParameterizedTest
    @CsvSource({
        "MY_QUEUE",
        "MY_QUEUE2",
        "testQ0",
        "testQ1",
        "testQ2",
        "testQueue2",
        "Q2",
    })
    void knowsEveryQueue(String name) throws NamingException {
        assertThat(new InitialContext().lookup(name)).isInstanceOf(Queue.class);
    }

    @ParameterizedTest
    @CsvSource({"MY_TOPIC", "MY_TOPIC2", "testT0", "testT1", "testT2"})
    void knowsEveryTopic(String name) throws NamingException {
        assertThat(new InitialContext().lookup(name)).isInstanceOf(Topic.class);
    }

    @Test
    void everyContextOfAVmReachesTheSameBroker() throws Exception {
        Context one = new TckContextFactory().getInitialContext(new Hashtable<>());
        Context other = new TckContextFactory().getInitialContext(null);
        ConnectionFactory sending = (ConnectionFactory) one.lookup("MyConnectionFactory");
        ConnectionFactory receiving = (ConnectionFactory) other.lookup("MyConnectionFactory");
        try (var sender = sending.createContext();
                var receiver = receiving.createContext()) {
            sender.createProducer().send(sender.createQueue("between"), "met");
            assertThat(receiver.createConsumer(receiver.createQueue("between")).receiveBody(String.class, GUARD_MILLIS))
                    .isEqualTo("met");
        }
    }
}
