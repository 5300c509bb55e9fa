package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.BytesMessage;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TextMessage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages that are not of the provider's own classes: a proxy that keeps its content in another message. */
@Section("3.12")
class ForeignMessageTest extends ConformanceTest {

    private static <M extends Message> M foreign(Class<M> type, M content) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    try {
                        return method.invoke(content, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    @Test
    void aForeignTextArrivesAsAText() throws JMSException {
        TextMessage foreign = foreign(TextMessage.class, session().createTextMessage("foreign"));
        assertThat(exchange(TextMessage.class, foreign).getText()).isEqualTo("foreign");
    }

    @Test
    void aForeignMapArrivesAsAMap() throws JMSException {
        MapMessage foreign = foreign(MapMessage.class, session().createMapMessage());
        for (ValueType type : ValueType.values()) {
            type.put(foreign, type.name(), type.sampleReadableAs(type));
        }
        MapMessage received = exchange(MapMessage.class, foreign);
        for (ValueType type : ValueType.values()) {
            assertThat(received.getObject(type.name())).isEqualTo(type.sampleReadableAs(type));
        }
    }

    @Test
    void aForeignStreamArrivesAsAStream() throws JMSException {
        StreamMessage foreign = foreign(StreamMessage.class, session().createStreamMessage());
        for (ValueType type : ValueType.values()) {
            type.write(foreign, type.sampleReadableAs(type));
        }
        StreamMessage received = exchange(StreamMessage.class, foreign);
        for (ValueType type : ValueType.values()) {
            assertThat(received.readObject()).isEqualTo(type.sampleReadableAs(type));
        }
    }

    @Test
    void foreignBytesArriveAsBytes() throws JMSException {
        BytesMessage foreign = foreign(BytesMessage.class, session().createBytesMessage());
        byte[] bytes = new byte[10_000];
        bytes[9_999] = 5;
        foreign.writeBytes(bytes);
        assertThat(exchange(BytesMessage.class, foreign).getBody(byte[].class)).isEqualTo(bytes);
    }

    @Test
    void aForeignObjectArrivesAsAnObject() throws JMSException {
        ObjectMessage foreign =
                foreign(ObjectMessage.class, session().createObjectMessage(new ArrayList<>(List.of("a"))));
        assertThat(exchange(ObjectMessage.class, foreign).getObject()).isEqualTo(List.of("a"));
    }

    @Test
    void headersAndPropertiesOfAForeignMessageTravel() throws JMSException {
        Queue replyTo = newQueue();
        Message foreign = foreign(Message.class, session().createMessage());
        foreign.setJMSCorrelationID("c");
        foreign.setJMSType("t");
        foreign.setJMSReplyTo(replyTo);
        for (ValueType type : ValueType.ofProperties()) {
            type.setProperty(foreign, "p" + type, type.sampleReadableAs(type));
        }
        Message received = exchange(Message.class, foreign);
        assertThat(received.getJMSCorrelationID()).isEqualTo("c");
        assertThat(received.getJMSType()).isEqualTo("t");
        assertThat(received.getJMSReplyTo()).isEqualTo(replyTo);
        for (ValueType type : ValueType.ofProperties()) {
            assertThat(received.getObjectProperty("p" + type)).isEqualTo(type.sampleReadableAs(type));
        }
    }

    @Test
    @Section("3.4.11")
    void theProviderSetsTheHeadersOfTheForeignMessage() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        Message foreign = foreign(Message.class, session.createMessage());
        session.createProducer(queue).send(foreign, DeliveryMode.NON_PERSISTENT, 6, 600_000);
        Message received = session.createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(foreign.getJMSMessageID()).startsWith("ID:").isEqualTo(received.getJMSMessageID());
        assertThat(foreign.getJMSDestination()).isEqualTo(queue);
        assertThat(foreign.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(foreign.getJMSPriority()).isEqualTo(6);
        assertThat(foreign.getJMSTimestamp()).isEqualTo(received.getJMSTimestamp());
        assertThat(foreign.getJMSExpiration()).isEqualTo(received.getJMSExpiration());
    }
}
