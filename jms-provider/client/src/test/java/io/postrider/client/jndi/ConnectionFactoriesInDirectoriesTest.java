package io.postrider.client.jndi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.client.destination.PostriderQueue;
import java.util.Hashtable;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.Reference;
import javax.naming.spi.NamingManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connection factories in the directory in memory, and as references in anybody's. */
class ConnectionFactoriesInDirectoriesTest {

    private static Context directory(String... keysAndValues) throws NamingException {
        Hashtable<String, String> environment = new Hashtable<>();
        environment.put(Context.INITIAL_CONTEXT_FACTORY, PostriderInitialContextFactory.class.getName());
        for (int i = 0; i < keysAndValues.length; i += 2) {
            environment.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new InitialContext(environment);
    }

    private static String urlOf(Object factory) {
        return ((PostriderConnectionFactory) factory).getUrl();
    }

    @ParameterizedTest
    @ValueSource(strings = {"connectionFactory.", "connectionfactory.", "ConnectionFactory.", "CONNECTIONFACTORY."})
    void aFactoryIsFoundByTheNameOfItsKeyInAnyCase(String prefix) throws NamingException {
        Context context = directory(prefix + "jms/Main", "vm://orders?jms.prefetch=5");
        assertThat(urlOf(context.lookup("jms/Main"))).isEqualTo("vm://orders?jms.prefetch=5");
        assertThat(context.lookup("jms/Main")).isSameAs(context.lookup("jms/Main"));
    }

    @Test
    void theProvidersUrlStandsInWhereAFactoryHasNone() throws NamingException {
        Context context = directory(Context.PROVIDER_URL, "vm://orders", "connectionFactory.a", "", "queue.q", "q");
        assertThat(urlOf(context.lookup("a"))).isEqualTo("vm://orders");
        assertThat(urlOf(context.lookup("ConnectionFactory"))).isEqualTo("vm://orders");
        assertThat(context.lookup("q")).isEqualTo(new PostriderQueue("q"));
    }

    @Test
    void aFactoryNamedConnectionFactoryIsTheApplicationsToDefine() throws NamingException {
        Context context =
                directory(Context.PROVIDER_URL, "vm://orders", "connectionFactory.ConnectionFactory", "vm://own");
        assertThat(urlOf(context.lookup("ConnectionFactory"))).isEqualTo("vm://own");
    }

    @Test
    void withoutAnyUrlAFactoryHasItsOwnDefaultAndNoneIsThereUnasked() throws NamingException {
        Context context = directory("connectionFactory.a", "");
        assertThat(urlOf(context.lookup("a"))).isEqualTo(PostriderConnectionFactory.DEFAULT_URL);
        assertThatThrownBy(() -> context.lookup("ConnectionFactory")).isInstanceOf(NameNotFoundException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"orders", "vm://orders?jms.unknown=1", "vm://orders?jms.prefetch=many"})
    void aWrongUrlIsAnErrorThatNamesItsKey(String url) {
        assertThatThrownBy(() -> directory("connectionFactory.a", url))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("connectionFactory.a")
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aFactoryComesBackFromItsReference() throws Exception {
        PostriderConnectionFactory factory = new PostriderConnectionFactory("vm://orders");
        factory.setUserName("ada");
        factory.setPassword("secret");
        Reference reference = factory.getReference();
        assertThat(reference.toString()).doesNotContain("secret");
        Object found = NamingManager.getObjectInstance(reference, null, null, new Hashtable<>());
        assertThat(urlOf(found)).isEqualTo("vm://orders?jms.userName=ada");
        Context context = directory();
        context.bind("f", reference);
        assertThat(urlOf(context.lookup("f"))).isEqualTo("vm://orders?jms.userName=ada");
    }

    @Test
    void destinationsComeBackThroughTheJdkToo() throws Exception {
        Object found =
                NamingManager.getObjectInstance(new PostriderQueue("q").getReference(), null, null, new Hashtable<>());
        assertThat(found).isEqualTo(new PostriderQueue("q"));
    }
}
