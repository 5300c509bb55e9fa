package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.BytesMessage;
import jakarta.jms.CompletionListener;
import jakarta.jms.DeliveryMode;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The simplified API's producer. */
@Section("7.2")
class SimplifiedProducerTest extends ConformanceTest {

    static Set<ValueType> types() {
        return ValueType.ofProperties();
    }

    static Stream<Arguments> conversions() {
        return types().stream().flatMap(set -> types().stream().map(read -> Arguments.of(set, read)));
    }

    private static JMSProducer set(JMSProducer producer, ValueType type, String name, Object value) {
        return switch (type) {
            case BOOLEAN -> producer.setProperty(name, (boolean) value);
            case BYTE -> producer.setProperty(name, (byte) value);
            case SHORT -> producer.setProperty(name, (short) value);
            case INT -> producer.setProperty(name, (int) value);
            case LONG -> producer.setProperty(name, (long) value);
            case FLOAT -> producer.setProperty(name, (float) value);
            case DOUBLE -> producer.setProperty(name, (double) value);
            default -> producer.setProperty(name, (String) value);
        };
    }

    private static Object get(JMSProducer producer, ValueType type, String name) {
        return switch (type) {
            case BOOLEAN -> producer.getBooleanProperty(name);
            case BYTE -> producer.getByteProperty(name);
            case SHORT -> producer.getShortProperty(name);
            case INT -> producer.getIntProperty(name);
            case LONG -> producer.getLongProperty(name);
            case FLOAT -> producer.getFloatProperty(name);
            case DOUBLE -> producer.getDoubleProperty(name);
            default -> producer.getStringProperty(name);
        };
    }

    private <M extends Message> M next(JMSContext context, Queue queue, Class<M> type) {
        try (var consumer = context.createConsumer(queue)) {
            return type.cast(consumer.receive(GUARD_MILLIS));
        }
    }

    @Test
    void sendsABodyOfEachKind() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSProducer producer = context.createProducer();
        producer.send(queue, "text");
        assertThat(next(context, queue, TextMessage.class).getText()).isEqualTo("text");
        producer.send(queue, Map.of("k", 1));
        assertThat(next(context, queue, MapMessage.class).getInt("k")).isEqualTo(1);
        producer.send(queue, "bytes".getBytes(StandardCharsets.UTF_8));
        assertThat(next(context, queue, BytesMessage.class).getBody(byte[].class))
                .isEqualTo("bytes".getBytes(StandardCharsets.UTF_8));
        producer.send(queue, new ArrayList<>(List.of("a")));
        assertThat(next(context, queue, ObjectMessage.class).getObject()).isEqualTo(List.of("a"));
        producer.send(queue, context.createTextMessage("message"));
        assertThat(next(context, queue, TextMessage.class).getText()).isEqualTo("message");
    }

    @Test
    void sendsAMessageWithoutBodyWhereTheBodyIsNull() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSProducer producer = context.createProducer();
        producer.send(queue, (String) null);
        assertThat(next(context, queue, TextMessage.class).getText()).isNull();
        producer.send(queue, (Serializable) null);
        assertThat(next(context, queue, ObjectMessage.class).getObject()).isNull();
        producer.send(queue, (Map<String, Object>) null);
        assertThat(next(context, queue, MapMessage.class).getMapNames().hasMoreElements())
                .isFalse();
        producer.send(queue, (byte[]) null);
        assertThat(next(context, queue, BytesMessage.class).getBodyLength()).isZero();
    }

    @Test
    void aMapWithAValueOfAnotherClassIsRefused() throws JMSException {
        JMSProducer producer = context().createProducer();
        Queue queue = newQueue();
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, Map.of("k", new Date(0))));
    }

    @Test
    void aDestinationAndAMessageAreNeeded() throws JMSException {
        JMSContext context = context();
        JMSProducer producer = context.createProducer();
        Queue queue = newQueue();
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> producer.send(null, "text"));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> producer.send(null, context.createMessage()));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> producer.send(null, Map.of()));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> producer.send(null, new byte[0]));
        assertThatExceptionOfType(InvalidDestinationRuntimeException.class)
                .isThrownBy(() -> producer.send(null, Integer.valueOf(1)));
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, (Message) null));
    }

    @Test
    @Section("7.10")
    void everySetterReturnsTheProducer() throws JMSException {
        JMSContext context = context();
        JMSProducer producer = context.createProducer();
        Queue queue = newQueue();
        assertThat(producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT)).isSameAs(producer);
        assertThat(producer.setPriority(3)).isSameAs(producer);
        assertThat(producer.setTimeToLive(0)).isSameAs(producer);
        assertThat(producer.setDeliveryDelay(0)).isSameAs(producer);
        assertThat(producer.setDisableMessageID(false)).isSameAs(producer);
        assertThat(producer.setDisableMessageTimestamp(false)).isSameAs(producer);
        assertThat(producer.setAsync(null)).isSameAs(producer);
        assertThat(producer.setJMSCorrelationID("c")).isSameAs(producer);
        assertThat(producer.setJMSType("t")).isSameAs(producer);
        assertThat(producer.setJMSReplyTo(queue)).isSameAs(producer);
        assertThat(producer.setProperty("o", (Object) 1)).isSameAs(producer);
        for (ValueType type : types()) {
            assertThat(set(producer, type, "p", type.sampleReadableAs(type))).isSameAs(producer);
        }
        assertThat(producer.clearProperties()).isSameAs(producer);
        assertThat(producer.send(queue, "a")).isSameAs(producer);
    }

    @Test
    @Section("7.4")
    void optionsHaveTheirDefaults() throws JMSException {
        JMSProducer producer = context().createProducer();
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(4);
        assertThat(producer.getTimeToLive()).isZero();
        assertThat(producer.getDeliveryDelay()).isZero();
        assertThat(producer.getDisableMessageID()).isFalse();
        assertThat(producer.getDisableMessageTimestamp()).isFalse();
        assertThat(producer.getAsync()).isNull();
        assertThat(producer.getJMSCorrelationID()).isNull();
        assertThat(producer.getJMSType()).isNull();
        assertThat(producer.getJMSReplyTo()).isNull();
        assertThat(producer.getPropertyNames()).isEmpty();
    }

    @Test
    @Section("7.4")
    void optionsApplyToWhatIsSent() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        JMSProducer producer = context.createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(8)
                .setTimeToLive(600_000)
                .setDeliveryDelay(20);
        assertThat(producer.getDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(producer.getPriority()).isEqualTo(8);
        assertThat(producer.getTimeToLive()).isEqualTo(600_000);
        assertThat(producer.getDeliveryDelay()).isEqualTo(20);
        long before = System.currentTimeMillis();
        producer.send(queue, "a");
        long after = System.currentTimeMillis();
        Message received = next(context, queue, Message.class);
        assertThat(received.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
        assertThat(received.getJMSPriority()).isEqualTo(8);
        assertThat(received.getJMSExpiration()).isBetween(before + 600_000, after + 600_000);
        assertThat(received.getJMSDeliveryTime()).isBetween(before + 20, after + 20);
    }

    @ParameterizedTest
    @Section("7.7")
    @ValueSource(ints = {-1, 3})
    void anUnknownDeliveryModeIsRefused(int mode) throws JMSException {
        JMSProducer producer = context().createProducer();
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setDeliveryMode(mode));
    }

    @ParameterizedTest
    @Section("3.4.10")
    @ValueSource(ints = {-1, 10})
    void aPriorityOutOfRangeIsRefused(int priority) throws JMSException {
        JMSProducer producer = context().createProducer();
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(() -> producer.setPriority(priority));
    }

    @Test
    @Section("7.6")
    void headersOfTheProducerOverrideThoseOfTheMessage() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        Queue replyTo = newQueue();
        Message message = context.createMessage();
        message.setJMSCorrelationID("of the message");
        message.setJMSType("of the message");
        message.setJMSReplyTo(newQueue());
        JMSProducer producer = context.createProducer()
                .setJMSCorrelationID("of the producer")
                .setJMSType("of the producer")
                .setJMSReplyTo(replyTo);
        assertThat(producer.getJMSCorrelationID()).isEqualTo("of the producer");
        assertThat(producer.getJMSType()).isEqualTo("of the producer");
        assertThat(producer.getJMSReplyTo()).isEqualTo(replyTo);
        producer.send(queue, message);
        Message received = next(context, queue, Message.class);
        assertThat(received.getJMSCorrelationID()).isEqualTo("of the producer");
        assertThat(received.getJMSType()).isEqualTo("of the producer");
        assertThat(received.getJMSReplyTo()).isEqualTo(replyTo);
    }

    @Test
    @Section("7.6")
    void aCorrelationIdCanBeSetAsBytes() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        byte[] bytes = "correlated".getBytes(StandardCharsets.UTF_8);
        JMSProducer producer = context.createProducer().setJMSCorrelationIDAsBytes(bytes);
        assertThat(producer.getJMSCorrelationIDAsBytes()).isEqualTo(bytes);
        producer.send(queue, "a");
        assertThat(next(context, queue, Message.class).getJMSCorrelationIDAsBytes())
                .isEqualTo(bytes);
    }

    @Test
    @Section("7.5")
    void propertiesOfTheProducerOverrideThoseOfTheMessage() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        Message message = context.createMessage();
        message.setStringProperty("both", "of the message");
        message.setStringProperty("own", "of the message");
        context.createProducer().setProperty("both", "of the producer").send(queue, message);
        Message received = next(context, queue, Message.class);
        assertThat(received.getStringProperty("both")).isEqualTo("of the producer");
        assertThat(received.getStringProperty("own")).isEqualTo("of the message");
    }

    @Test
    @Section("7.5")
    void propertiesCannotBeSetOnAMessageWhosePropertiesAreReadOnly() throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        context.createProducer().send(queue, "a");
        Message received = next(context, queue, Message.class);
        JMSProducer producer = context.createProducer().setProperty("p", 1);
        assertThatExceptionOfType(MessageNotWriteableRuntimeException.class)
                .isThrownBy(() -> producer.send(queue, received));
    }

    @ParameterizedTest
    @Section("3.5.4")
    @MethodSource("conversions")
    void readsAPropertyOfOneTypeAsAnother(ValueType set, ValueType read) throws JMSException {
        JMSProducer producer = context().createProducer();
        Object value = set.sampleReadableAs(read);
        set(producer, set, "p", value);
        if (set.isReadableAs(read)) {
            assertThat(get(producer, read, "p")).isEqualTo(read.converted(value));
        } else {
            assertThatExceptionOfType(MessageFormatRuntimeException.class).isThrownBy(() -> get(producer, read, "p"));
        }
    }

    @ParameterizedTest
    @Section("7.5")
    @MethodSource("types")
    void propertiesOfEveryTypeTravel(ValueType type) throws JMSException {
        JMSContext context = context();
        Queue queue = newQueue();
        Object value = type.sampleReadableAs(type);
        JMSProducer producer = set(context.createProducer(), type, "p", value).setProperty("o", value);
        assertThat(producer.propertyExists("p")).isTrue();
        assertThat(producer.propertyExists("q")).isFalse();
        assertThat(producer.getObjectProperty("p")).isEqualTo(value).hasSameClassAs(value);
        producer.send(queue, "a");
        Message received = next(context, queue, Message.class);
        assertThat(received.getObjectProperty("p")).isEqualTo(value).hasSameClassAs(value);
        assertThat(received.getObjectProperty("o")).isEqualTo(value).hasSameClassAs(value);
    }

    @Test
    @Section("3.5.8")
    void aMissingPropertyIsNull() throws JMSException {
        JMSProducer producer = context().createProducer();
        assertThat(producer.getObjectProperty("missing")).isNull();
        assertThat(producer.getStringProperty("missing")).isNull();
        assertThat(producer.getBooleanProperty("missing")).isFalse();
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> producer.getIntProperty("missing"));
    }

    @ParameterizedTest
    @Section("3.5.1")
    @MethodSource("types")
    void aNameMustNotBeNullOrEmpty(ValueType type) throws JMSException {
        JMSProducer producer = context().createProducer();
        Object value = type.sampleReadableAs(type);
        for (String name : new String[] {null, ""}) {
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> set(producer, type, name, value));
            assertThatExceptionOfType(IllegalArgumentException.class)
                    .isThrownBy(() -> producer.setProperty(name, value));
        }
    }

    @Test
    @Section("3.5.5")
    void objectsOfOtherClassesAreRefused() throws JMSException {
        JMSProducer producer = context().createProducer();
        assertThatExceptionOfType(MessageFormatRuntimeException.class)
                .isThrownBy(() -> producer.setProperty("p", new Date(0)));
    }

    @Test
    @Section("3.5.6")
    void theSetOfNamesIsAViewThatCannotBeModified() throws JMSException {
        JMSProducer producer = context().createProducer().setProperty("a", 1).setJMSType("no property");
        Set<String> names = producer.getPropertyNames();
        assertThat(names).containsExactly("a");
        producer.setProperty("b", 2);
        assertThat(names).containsExactlyInAnyOrder("a", "b");
        assertThatThrownBy(() -> names.add("c")).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> names.remove("a")).isInstanceOf(UnsupportedOperationException.class);
        producer.clearProperties();
        assertThat(names).isEmpty();
    }

    @Test
    @Section("7.3")
    void sendsAsynchronouslyWithAListener() throws Exception {
        JMSContext context = context();
        Queue queue = newQueue();
        CompletableFuture<Message> completed = new CompletableFuture<>();
        CompletionListener listener = new CompletionListener() {
            @Override
            public void onCompletion(Message message) {
                completed.complete(message);
            }

            @Override
            public void onException(Message message, Exception exception) {
                completed.completeExceptionally(exception);
            }
        };
        JMSProducer producer = context.createProducer().setAsync(listener);
        assertThat(producer.getAsync()).isSameAs(listener);
        producer.send(queue, "async");
        assertThat(completed.get(GUARD_MILLIS, TimeUnit.MILLISECONDS).getBody(String.class))
                .isEqualTo("async");
        assertThat(next(context, queue, TextMessage.class).getText()).isEqualTo("async");
        assertThat(producer.setAsync(null).getAsync()).isNull();
    }
}
