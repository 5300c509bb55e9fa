package io.postrider.security;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageProducer;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An object that runs when it is deserialized is on the class path, and never runs, whichever way it is sent. */
class DeserializationTest {
    private Broker broker;
    private Acceptor acceptor;

    @BeforeEach
    void start() throws Exception {
        RunsWhenRead.RUNS.set(0);
        broker = Broker.named("objects")
                .journal("memory")
                .guests(true)
                .maxDeliveryAttempts(2)
                .start();
        acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept);
    }

    @AfterEach
    void nothingRan() throws Exception {
        acceptor.close();
        broker.close();
        assertThat(RunsWhenRead.RUNS).hasValue(0);
    }

    private Connection connect(String scheme) throws JMSException {
        String url = scheme.equals("vm") ? "vm://objects?create=false" : "tcp://127.0.0.1:" + acceptor.port();
        Connection connection = new PostriderConnectionFactory(url).createConnection();
        connection.start();
        return connection;
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "tcp"})
    void anObjectMessageIsRefusedByWhoeverReadsIt(String scheme) throws Exception {
        try (Connection connection = connect(scheme)) {
            Session session = connection.createSession();
            Queue queue = session.createQueue("objects");
            MessageProducer producer = session.createProducer(queue);
            List<Serializable> sent = List.of(
                    new RunsWhenRead(), new ArrayList<>(List.of(new RunsWhenRead())), new Object[] {new RunsWhenRead()
                    });
            for (Serializable object : sent) {
                ObjectMessage message = session.createObjectMessage(object);
                message.setStringProperty("kind", "gadget");
                producer.send(message);
            }
            Enumeration<?> browsed =
                    session.createBrowser(queue, "kind = 'gadget'").getEnumeration();
            assertThat(Collections.list(browsed)).hasSize(3).allSatisfy(DeserializationTest::assertRefused);
            MessageConsumer consumer = session.createConsumer(queue, "kind LIKE 'gad%'");
            for (int i = 0; i < 3; i++) {
                assertRefused(consumer.receive());
            }
        }
    }

    private static void assertRefused(Object received) {
        assertThat(received.toString()).isNotEmpty();
        assertThatThrownBy(() -> ((ObjectMessage) received).getObject())
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(RunsWhenRead.class.getName());
        assertThatThrownBy(() -> ((Message) received).getBody(Serializable.class))
                .isInstanceOf(MessageFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"vm", "tcp"})
    void mapsStreamsAndPropertiesTakeNoObjects(String scheme) throws Exception {
        try (Connection connection = connect(scheme)) {
            Session session = connection.createSession();
            MapMessage map = session.createMapMessage();
            StreamMessage stream = session.createStreamMessage();
            for (Object hidden :
                    List.of(new RunsWhenRead(), List.of(new RunsWhenRead()), new Object[] {new RunsWhenRead()})) {
                assertThatThrownBy(() -> map.setObject("hidden", hidden)).isInstanceOf(MessageFormatException.class);
                assertThatThrownBy(() -> stream.writeObject(hidden)).isInstanceOf(MessageFormatException.class);
                assertThatThrownBy(() -> map.setObjectProperty("hidden", hidden))
                        .isInstanceOf(MessageFormatException.class);
            }
        }
    }

    @Test
    void oneClassAloneDeserializesAndItAsksForTrust() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("io.postrider.client.message.TrustedObjectInput")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.io.ObjectInputStream")
                .check(new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages(
                                "io.postrider.client",
                                "io.postrider.broker",
                                "io.postrider.protocol",
                                "io.postrider.journal"));
    }
}
