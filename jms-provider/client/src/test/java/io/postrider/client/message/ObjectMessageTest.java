package io.postrider.client.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import jakarta.jms.JMSException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageNotWriteableException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectStreamConstants;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What object messages carry, and above all what they refuse to. */
class ObjectMessageTest {

    record Order(String item, int count) implements Serializable {}

    enum Colour {
        RED
    }

    private static Serializable receive(Serializable object, ObjectTrust trust) throws JMSException {
        PostriderObjectMessage message = Samples.MESSAGES.createObjectMessage(object);
        Message decoded = Message.decode(Samples.sent(message).encoded().clone());
        return ((PostriderObjectMessage) new MessageFactory(trust).received(new Delivery(1, decoded, 1), null))
                .getObject();
    }

    private static Serializable receiveBytes(byte[] serialized, ObjectTrust trust) throws JMSException {
        Message sent = Message.builder()
                .id(new MessageId(1, 1))
                .destination(Samples.ORDERS.destinationName())
                .body(new Body.Serialized(serialized))
                .build();
        return ((PostriderObjectMessage) new MessageFactory(trust).received(new Delivery(1, sent, 1), null))
                .getObject();
    }

    static Stream<Serializable> plainValues() {
        return Stream.of(
                "text",
                1,
                2L,
                'c',
                true,
                new BigDecimal("1.50"),
                new Date(),
                Instant.now(),
                ZonedDateTime.now(),
                UUID.randomUUID(),
                new int[] {1},
                new String[][] {{"a"}, {}},
                new Object[] {1, "a", null},
                new ArrayList<>(List.of(1, "a")),
                (Serializable) List.of(1, 2, 3),
                (Serializable) Map.of("a", 1),
                (Serializable) Arrays.asList(1, 2),
                (Serializable) Collections.unmodifiableMap(new TreeMap<>(Map.of("a", 1))),
                (Serializable) Collections.emptyList(),
                new HashMap<>(Map.of("a", List.of(new Date(1)))),
                new ConcurrentHashMap<>(Map.of("a", 1)));
    }

    @ParameterizedTest
    @MethodSource("plainValues")
    void theJdksPlainValuesNeedNoPermission(Serializable value) throws JMSException {
        assertThat(receive(value, ObjectTrust.JDK_VALUES))
                .usingRecursiveComparison()
                .isEqualTo(value);
    }

    @Test
    void aMutableTextArrivesTooThoughItHasNoEquals() throws JMSException {
        assertThat(receive(new StringBuffer("x"), ObjectTrust.JDK_VALUES)).hasToString("x");
    }

    @Test
    void aClassOnTheClassPathIsRefusedAndNeverRuns() {
        assertThatThrownBy(() -> receive(new Gadget(), ObjectTrust.JDK_VALUES))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining(Gadget.class.getName())
                .hasMessageContaining("jms.trustedPackages=io.postrider.client.message")
                .extracting(e -> ((JMSException) e).getLinkedException())
                .isInstanceOf(java.io.InvalidClassException.class);
    }

    @Test
    void aGadgetHiddenInPlainValuesIsRefused() {
        Gadget[] array = {new Gadget()};
        for (Serializable hiding : List.<Serializable>of(
                array, new ArrayList<>(List.of(new Gadget())), new HashMap<>(Map.of("a", List.of(array))))) {
            assertThatThrownBy(() -> receive(hiding, ObjectTrust.JDK_VALUES))
                    .isInstanceOf(MessageFormatException.class)
                    .hasMessageContaining(Gadget.class.getName());
        }
    }

    @Test
    void aTrustedClassIsDeserialized() throws JMSException {
        Order order = new Order("tea", 2);
        String own = Order.class.getName();
        assertThat(receive(order, ObjectTrust.parse(own))).isEqualTo(order);
        assertThat(receive(order, ObjectTrust.parse(ObjectMessageTest.class.getName())))
                .as("nested in a trusted class")
                .isEqualTo(order);
        assertThat(receive(order, ObjectTrust.parse("org.other, io.postrider.client")))
                .as("below a trusted package")
                .isEqualTo(order);
        assertThat(receive(order, ObjectTrust.EVERYTHING)).isEqualTo(order);
        assertThat(receive(EnumSet.of(Colour.RED), ObjectTrust.parse(own.replace("Order", "Colour"))))
                .isEqualTo(EnumSet.of(Colour.RED));
        assertThatThrownBy(() -> receive(new Gadget(), ObjectTrust.EVERYTHING))
                .as("who trusts everything runs everything")
                .hasRootCauseInstanceOf(Gadget.Ran.class);
    }

    @Test
    void trustInAPrefixOfANameIsNoTrustInTheName() {
        for (String entry :
                List.of("io.postrider.client.mess", "io.postrider.client.message.ObjectMessageTest$Ord", "io")) {
            if (entry.equals("io")) {
                assertThat(ObjectTrust.parse(entry).permits(Order.class.getName()))
                        .isTrue();
            } else {
                assertThat(ObjectTrust.parse(entry).permits(Order.class.getName()))
                        .isFalse();
            }
        }
    }

    @Test
    void theListIsReadWithBlanksAroundItsEntriesAndMalformedEntriesAreRefused() {
        assertThat(ObjectTrust.parse(null)).isEqualTo(ObjectTrust.JDK_VALUES);
        assertThat(ObjectTrust.parse("  ")).isEqualTo(ObjectTrust.JDK_VALUES);
        assertThat(ObjectTrust.parse("a.b , c").entries()).containsExactly("a.b", "c");
        assertThat(ObjectTrust.parse("*")).isEqualTo(ObjectTrust.EVERYTHING);
        for (String wrong : List.of("a,,b", "a.*", "com.*.x", "a,")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ObjectTrust.parse(wrong))
                    .withMessageContaining("jms.trustedPackages");
        }
    }

    @Test
    void proxiesAreRefusedUnlessTheirInterfacesAndHandlerAreTrusted() {
        InvocationHandler handler = new SerializableHandler();
        Serializable proxy = (Serializable) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Runnable.class, Serializable.class}, handler);
        assertThatThrownBy(() -> receive(proxy, ObjectTrust.JDK_VALUES))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("java.lang.Runnable");
    }

    /** Does nothing, wherever it is. */
    private static final class SerializableHandler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, java.lang.reflect.Method method, Object[] args) {
            return Optional.empty();
        }
    }

    @Test
    void anArrayLongerThanItsMessageIsRefusedBeforeItIsMade() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeShort(ObjectStreamConstants.STREAM_MAGIC);
        out.writeShort(ObjectStreamConstants.STREAM_VERSION);
        out.writeByte(ObjectStreamConstants.TC_ARRAY);
        out.writeByte(ObjectStreamConstants.TC_CLASSDESC);
        out.writeUTF("[J");
        out.writeLong(0x782004b512b17593L);
        out.writeByte(ObjectStreamConstants.SC_SERIALIZABLE);
        out.writeShort(0);
        out.writeByte(ObjectStreamConstants.TC_ENDBLOCKDATA);
        out.writeByte(ObjectStreamConstants.TC_NULL);
        out.writeInt(Integer.MAX_VALUE);
        assertThatThrownBy(() -> receiveBytes(bytes.toByteArray(), ObjectTrust.EVERYTHING))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("2147483647 elements");
    }

    @Test
    void aGraphTooDeepIsRefused() {
        Object[] graph = {};
        for (int i = 0; i < ObjectTrust.MAX_DEPTH; i++) {
            graph = new Object[] {graph};
        }
        Object[] outermost = graph;
        assertThatThrownBy(() -> receive(outermost, ObjectTrust.EVERYTHING))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("deep");
    }

    @Test
    void bytesThatAreNoSerializedObjectAreAFormatException() {
        for (byte[] wrong :
                List.of(new byte[0], new byte[] {1, 2, 3, 4, 5}, new byte[] {(byte) 0xac, (byte) 0xed, 0, 5})) {
            assertThatThrownBy(() -> receiveBytes(wrong, ObjectTrust.EVERYTHING))
                    .isInstanceOf(MessageFormatException.class);
        }
    }

    @Test
    void theObjectIsASnapshotOfWhenItWasSet() throws JMSException {
        ArrayList<String> list = new ArrayList<>(List.of("a"));
        PostriderObjectMessage message = Samples.MESSAGES.createObjectMessage(list);
        list.add("b");
        assertThat(message.getObject()).isEqualTo(List.of("a"));
        assertThat(message.getObject()).isNotSameAs(message.getObject());
        message.setObject(list);
        PostriderObjectMessage received = Samples.received(message);
        list.add("c");
        assertThat(received.getObject()).isEqualTo(List.of("a", "b"));
    }

    @Test
    void theSenderMayReadBackItsOwnClasses() throws JMSException {
        Order order = new Order("tea", 2);
        assertThat(Samples.MESSAGES.createObjectMessage(order).getObject()).isEqualTo(order);
    }

    @Test
    void whatCannotBeSerializedIsRefusedWhenItIsSet() {
        HashSet<Object> set = new HashSet<>(List.of(new Object()));
        assertThatThrownBy(() -> Samples.MESSAGES.createObjectMessage(set))
                .isInstanceOf(MessageFormatException.class)
                .hasMessageContaining("java.lang.Object");
    }

    @Test
    void anUntrustedObjectIsAssignableToNothing() throws JMSException {
        PostriderObjectMessage received = Samples.received(Samples.MESSAGES.createObjectMessage(new Order("tea", 1)));
        assertThat(received.isBodyAssignableTo(Object.class)).isFalse();
        assertThatThrownBy(() -> received.getBody(Object.class)).isInstanceOf(MessageFormatException.class);
        assertThatThrownBy(() -> received.setObject(1)).isInstanceOf(MessageNotWriteableException.class);
    }

    @Test
    void anUntrustedObjectCanBeForwardedUnread() throws JMSException {
        PostriderObjectMessage received = Samples.received(Samples.MESSAGES.createObjectMessage(new Order("tea", 1)));
        Message forwarded = Samples.sent(received);
        PostriderObjectMessage end = (PostriderObjectMessage)
                new MessageFactory(ObjectTrust.EVERYTHING).received(new Delivery(1, forwarded, 1), null);
        assertThat(end.getObject()).isEqualTo(new Order("tea", 1));
    }
}
