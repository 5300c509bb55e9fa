package io.postrider.cdi.factory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.cdi.TestApplication;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.XAConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Connection factories as beans, and how the one that an annotation names is found. */
class InjectedFactoryTest {
    private TestApplication application;

    @ApplicationScoped
    static class Default {
        @Inject
        ConnectionFactory factory;

        @Inject
        PostriderConnectionFactory same;

        @Inject
        XAConnectionFactory distributed;

        @Inject
        JMSContext context;

        ConnectionFactory factory() {
            return factory;
        }
    }

    @ApplicationScoped
    static class Identified {
        @Inject
        @Identifier("orders")
        ConnectionFactory ours;

        @Inject
        @io.smallrye.common.annotation.Identifier("orders")
        ConnectionFactory smallRyes;

        @Inject
        @JMSConnectionFactory("orders")
        JMSContext context;

        ConnectionFactory ours() {
            return ours;
        }

        ConnectionFactory smallRyes() {
            return smallRyes;
        }

        void order(String what) {
            context.createProducer().send(context.createQueue("ordered"), what);
        }
    }

    @ApplicationScoped
    static class OwnFactories {
        @Produces
        @ApplicationScoped
        ConnectionFactory byDefault() {
            PostriderConnectionFactory factory =
                    new PostriderConnectionFactory(System.getProperty("postrider.test.url"));
            factory.setClientId("the application's own");
            return factory;
        }

        @Produces
        @ApplicationScoped
        @Named("named")
        @Identifier("named")
        ConnectionFactory named() {
            return byDefault();
        }
    }

    @ApplicationScoped
    static class Sender {
        @Inject
        JMSContext byDefault;

        @Inject
        @JMSConnectionFactory("named")
        JMSContext named;

        @Inject
        @JMSConnectionFactory("jms/bound")
        JMSContext bound;

        @Inject
        @JMSConnectionFactory("nowhere")
        JMSContext nowhere;

        String clientIdByDefault() {
            return byDefault.getClientID();
        }

        String clientIdNamed() {
            return named.getClientID();
        }

        void sendBound(String text) {
            bound.createProducer().send(bound.createQueue("bound"), text);
        }

        void sendNowhere() {
            nowhere.createProducer();
        }
    }

    @BeforeEach
    void startBroker() throws Exception {
        application = TestApplication.withBroker();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void theDefaultFactoryLeadsWhereTheConfigurationSays() {
        ConnectionFactory factory =
                application.start(Default.class).get(Default.class).factory();
        assertThat(factory)
                .isInstanceOf(XAConnectionFactory.class)
                .asString()
                .contains(application.broker().name());
        try (JMSContext context = factory.createContext()) {
            assertThat(context.createTextMessage()).isNotNull();
        }
    }

    @Test
    void namedFactoriesAreIdentifiedByEitherQualifierAndByTheAnnotation() {
        application.set("postrider.factory.orders.url", application.url()).start(Identified.class);
        Identified identified = application.get(Identified.class);
        assertThat(identified.ours()).isSameAs(identified.smallRyes());
        application.inRequest(() -> identified.order("apples"));
        assertThat(application.take("ordered")).containsExactly("apples");
    }

    @Test
    void aWrongUrlFailsTheDeploymentAndNamesTheSetting() {
        application.set("postrider.factory.orders.url", "vm://orders?jms.nonsense=1");
        assertThatThrownBy(() -> application.start(Default.class))
                .hasStackTraceContaining("postrider.factory.orders.url");
    }

    @Test
    void theApplicationsOwnFactoriesGoFirst() {
        application.set("postrider.test.url", application.url());
        application.start(Sender.class, OwnFactories.class);
        Sender sender = application.get(Sender.class);
        application.inRequest(() -> assertThat(sender.clientIdByDefault()).isEqualTo("the application's own"));
        application.inRequest(() -> assertThat(sender.clientIdNamed()).isEqualTo("the application's own"));
    }

    @Test
    void whatIsNoBeanIsLookedUpInJndi() {
        application.bind("java:comp/env/jms/bound", new PostriderConnectionFactory(application.url()));
        application.start(Sender.class);
        application.inRequest(() -> application.get(Sender.class).sendBound("found"));
        assertThat(application.take("bound")).containsExactly("found");
    }

    @Test
    void aNameOfNoFactoryIsAnErrorThatSaysWhereItWasLookedFor() {
        application.start(Sender.class);
        application.inRequest(
                () -> assertThatThrownBy(() -> application.get(Sender.class).sendNowhere())
                        .isInstanceOf(JMSRuntimeException.class)
                        .hasMessageContaining("'nowhere'")
                        .hasMessageContaining("postrider.factory.nowhere.url")
                        .hasMessageContaining("JNDI"));
    }
}
