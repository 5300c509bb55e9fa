package io.postrider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.Queue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostriderTest {

    @TempDir
    private Path directory;

    @Test
    void whatWasSentIsThereAfterTheBrokerHasEndedAndStartedAgain() throws BrokerException {
        try (Broker broker =
                Postrider.broker().name("restarted").dataDirectory(directory).start()) {
            assertThat(broker.name()).isEqualTo("restarted");
            send("vm://restarted?create=false", "durable", DeliveryMode.PERSISTENT);
            send("vm://restarted?create=false", "not durable", DeliveryMode.NON_PERSISTENT);
        }

        assertThat(Broker.find("restarted")).isEmpty();
        try (Broker broker =
                Postrider.broker().name("restarted").dataDirectory(directory).start()) {
            assertThat(receive("vm://" + broker.name())).isEqualTo("durable");
            assertThat(receive("vm://" + broker.name())).isNull();
        }
    }

    @Test
    void theAddressAloneStartsABroker() {
        String url = "vm://by-address?dataDirectory=" + URLEncoder.encode(directory.toString(), StandardCharsets.UTF_8);
        send(url, "hello", DeliveryMode.PERSISTENT);
        assertThat(receive("vm://by-address")).isEqualTo("hello");

        Broker.find("by-address").orElseThrow().close();
        assertThat(directory).isNotEmptyDirectory();
    }

    @Test
    void withUsersOnlyTheyMayConnect() throws BrokerException {
        try (Broker broker = Postrider.broker()
                .name("guarded")
                .journal("memory")
                .user("clerk", "secret")
                .start()) {
            ConnectionFactory factory = new PostriderConnectionFactory("vm://" + broker.name());
            assertThatThrownBy(() -> factory.createContext().start()).isInstanceOf(JMSSecurityRuntimeException.class);
            assertThatThrownBy(() -> factory.createContext("clerk", "wrong").start())
                    .isInstanceOf(JMSSecurityRuntimeException.class);
            factory.createContext("clerk", "secret").close();
        }
    }

    @Test
    void aNameIsTakenOnce() throws BrokerException {
        try (Broker broker = Postrider.broker().name("once").journal("memory").start()) {
            assertThatThrownBy(() -> Postrider.broker()
                            .name(broker.name())
                            .journal("memory")
                            .start())
                    .isInstanceOf(BrokerException.class)
                    .hasMessageContaining("\"once\" runs in this VM already");
        }
    }

    private static void send(String url, String text, int deliveryMode) {
        try (JMSContext context = new PostriderConnectionFactory(url).createContext()) {
            Queue queue = context.createQueue("letters");
            context.createProducer().setDeliveryMode(deliveryMode).send(queue, text);
        }
    }

    private static String receive(String url) {
        try (JMSContext context = new PostriderConnectionFactory(url).createContext()) {
            return context.createConsumer(context.createQueue("letters")).receiveBodyNoWait(String.class);
        }
    }
}
