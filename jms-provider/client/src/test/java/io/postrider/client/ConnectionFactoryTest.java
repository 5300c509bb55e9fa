package io.postrider.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.jndi.PostriderObjectFactory;
import io.postrider.client.scripted.ScriptedBroker;
import io.postrider.client.scripted.ScriptedConnector;
import jakarta.jms.Connection;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The factory as a bean, as an administered object, and what it asks a broker for. */
class ConnectionFactoryTest {
    private ScriptedBroker broker;
    private PostriderConnectionFactory factory;

    @BeforeEach
    void putUp() {
        broker = ScriptedConnector.broker("factory");
        factory = new PostriderConnectionFactory();
        factory.setUrl("scripted://factory?size=3&jms.prefetch=5");
    }

    @Test
    void aConnectionIsMadeAsConfiguredOrAsAsked() throws JMSException {
        factory.setUserName("ann");
        factory.setPassword("secret");
        factory.setClientId("me");
        factory.createConnection().close();
        factory.createConnection("bob", "word").close();
        assertThat(broker.commands.stream().filter(command -> command.startsWith("connect")))
                .containsExactly("connect ann/secret as me with {size=3}", "connect bob/word as me with {size=3}");
        assertThatThrownBy(() -> factory.createConnection("bob", "invalid")).isInstanceOf(JMSSecurityException.class);
    }

    @Test
    void aTakenOrEmptyClientIdentifierIsRefused() throws JMSException {
        try (Connection connection = factory.createConnection()) {
            assertThatThrownBy(() -> connection.setClientID("taken")).isInstanceOf(InvalidClientIDException.class);
            assertThatThrownBy(() -> connection.setClientID("")).isInstanceOf(InvalidClientIDException.class);
            connection.setClientID("free");
            assertThat(connection.getClientID()).isEqualTo("free");
        }
    }

    @Test
    void aReferenceMakesTheSameFactoryAgainButForThePassword() throws Exception {
        factory.setUserName("ann & co");
        factory.setPassword("secret");
        factory.setPopulateUserId(true);
        PostriderConnectionFactory copy = (PostriderConnectionFactory)
                new PostriderObjectFactory().getObjectInstance(factory.getReference(), null, null, null);
        copy.createConnection().close();
        assertThat(broker.commands).contains("connect ann & co/null as null with {size=3}");
        assertThat(factory.getReference().toString()).doesNotContain("secret");
    }

    @Test
    void theSerializedFormHoldsAllButThePassword() throws Exception {
        factory.setUserName("ann");
        factory.setPassword("secret");
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(factory);
        }
        assertThat(bytes.toString()).doesNotContain("secret");
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            PostriderConnectionFactory copy = (PostriderConnectionFactory) in.readObject();
            assertThat(copy.getUrl()).isEqualTo(factory.getUrl());
            assertThat(copy.getUserName()).isEqualTo("ann");
        }
    }

    @Test
    void nothingShowsAPassword() {
        factory.setUrl("scripted://factory?jms.password=secret");
        factory.setPassword("other");
        assertThat(factory.toString()).doesNotContain("secret").doesNotContain("other");
    }

    @Test
    void whatIsWrongIsRefusedWhenItIsSet() {
        assertThatThrownBy(() -> factory.setUrl("orders")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> factory.setUrl("vm://x?jms.nonsense=1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> factory.setPrefetch(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(factory.getUrl()).startsWith("scripted://");
    }

    @Test
    void aSchemeThatNobodyServesNamesWhatIsMissing() {
        assertThatThrownBy(() -> new PostriderConnectionFactory("vm://orders").createConnection())
                .isInstanceOf(JMSException.class)
                .hasMessageContaining("vm://")
                .hasMessageContaining("io.postrider:postrider")
                .hasMessageContaining("scripted");
    }
}
