package io.postrider.ra.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.ra.container.PlainContainer;
import jakarta.jms.Connection;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.SecurityException;
import jakarta.resource.spi.security.PasswordCredential;
import java.util.Set;
import javax.security.auth.Subject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which connection of a pool serves which request: the broker, the user with the password, and the client identifier decide. */
class MatchingTest {
    private static final Login CLERK = new Login("clerk", "secret");
    private static final Login BAKER = new Login("baker", "rye");

    private Broker broker;
    private PlainContainer container;
    private ManagedFactory factory;

    @BeforeEach
    void deploy() throws Exception {
        broker = Broker.named("matched")
                .journal("memory")
                .guests(true)
                .user("clerk", "secret")
                .user("baker", "rye")
                .start();
        container = new PlainContainer("vm://matched?create=false", null);
        factory = factoryWithClientId(null);
    }

    @AfterEach
    void undeploy() {
        container.close();
        broker.close();
    }

    private ManagedFactory factoryWithClientId(String clientId) throws Exception {
        ManagedFactory made = new ManagedConnectionFactoryBean();
        made.setResourceAdapter(container.adapter());
        made.setClientId(clientId);
        return made;
    }

    /** As a server signs on whom it has authenticated, or who is mapped to that. */
    private static Subject signedOn(ManagedFactory by, Login who) {
        PasswordCredential credential =
                new PasswordCredential(who.user(), who.password().toCharArray());
        credential.setManagedConnectionFactory(by);
        Subject subject = new Subject();
        subject.getPrivateCredentials().add(credential);
        return subject;
    }

    private static ManagedConnection match(
            ManagedFactory factory, Set<ManagedConnection> candidates, Subject subject, ConnectionRequestInfo request)
            throws Exception {
        return factory.matchManagedConnections(candidates, subject, request);
    }

    @Test
    void aConnectionServesTheUserThatItWasOpenedFor() throws Exception {
        ManagedConnection guest = factory.createManagedConnection(null, null);
        ManagedConnection clerk = factory.createManagedConnection(null, CLERK);
        Set<ManagedConnection> both = Set.of(guest, clerk);

        assertThat(match(factory, both, null, null)).isSameAs(guest);
        assertThat(match(factory, both, null, CLERK)).isSameAs(clerk);
        assertThat(match(factory, both, null, new Login("clerk", "secret"))).isSameAs(clerk);
        assertThat(match(factory, both, null, BAKER)).isNull();
        assertThat(match(factory, both, null, new Login("clerk", "guess"))).isNull();
        assertThatThrownBy(() -> guest.getConnection(null, CLERK)).isInstanceOf(SecurityException.class);
        guest.destroy();
        clerk.destroy();
    }

    @Test
    void credentialsOfTheServerGoBeforeThoseOfTheApplicationAndOfTheConfiguration() throws Exception {
        factory.setUser("clerk");
        factory.setPassword("secret");
        ManagedConnection clerk = factory.createManagedConnection(null, null);
        ManagedConnection baker = factory.createManagedConnection(signedOn(factory, BAKER), null);
        Set<ManagedConnection> both = Set.of(clerk, baker);

        assertThat(match(factory, both, null, null)).isSameAs(clerk);
        assertThat(match(factory, both, null, BAKER)).isSameAs(baker);
        assertThat(match(factory, both, signedOn(factory, BAKER), CLERK)).isSameAs(baker);
        Subject ofAnotherPool = signedOn(factoryWithClientId("other"), BAKER);
        assertThat(match(factory, both, ofAnotherPool, null)).isSameAs(clerk);
        clerk.destroy();
        baker.destroy();
    }

    @Test
    void aConnectionServesItsClientIdentifierAlone() throws Exception {
        ManagedFactory named = factoryWithClientId("desk");
        ManagedConnection guest = factory.createManagedConnection(null, null);
        ManagedConnection desk = named.createManagedConnection(null, null);
        Set<ManagedConnection> both = Set.of(guest, desk);

        assertThat(match(named, both, null, null)).isSameAs(desk);
        assertThat(match(factory, both, null, null)).isSameAs(guest);
        assertThat(match(factoryWithClientId("till"), both, null, null)).isNull();
        assertThat(match(named, both, null, CLERK)).isNull();
        assertThat(((Connection) desk.getConnection(null, null)).getClientID()).isEqualTo("desk");
        guest.destroy();
        desk.destroy();
    }

    @Test
    void aConnectionThatIsLostServesNobodyAndIsNamedInvalid() throws Exception {
        ManagedConnection lost = factory.createManagedConnection(null, null);
        broker.close();
        await().untilAsserted(() -> {
            Set<?> invalid = factory.getInvalidConnections(Set.of(lost));
            assertThat(invalid.contains(lost)).isTrue();
        });
        assertThat(match(factory, Set.of(lost), null, null)).isNull();
        lost.destroy();
    }

    @Test
    void factoriesAreEqualIfTheyAreConfiguredEqually() throws Exception {
        ManagedFactory same = new ManagedConnectionFactoryBean();
        assertThat(factory).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(factory).isNotEqualTo(factoryWithClientId("desk"));
        assertThat(factory).isNotEqualTo(new ManagedQueueConnectionFactoryBean());
        same.setUser("clerk");
        assertThat(factory).isNotEqualTo(same);
    }
}
