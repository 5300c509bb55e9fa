package io.postrider.cdi.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.cdi.TestApplication;
import io.postrider.cdi.factory.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSessionMode;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A default {@code JMSContext} bean of somebody else's, such as a server's, is not met by a second one. */
class YieldingTest {
    private static final JMSContext OTHERS = (JMSContext) Proxy.newProxyInstance(
            YieldingTest.class.getClassLoader(),
            new Class<?>[] {JMSContext.class},
            (proxy, method, arguments) -> method.getName().equals("getClientID") ? "other's" : null);

    private TestApplication application;

    @ApplicationScoped
    static class Sender {
        @Inject
        JMSContext context;

        JMSContext context() {
            return context;
        }
    }

    /** As WildFly and Open Liberty do it. */
    @ApplicationScoped
    static class Producer {
        @Produces
        @Dependent
        JMSContext context() {
            return OTHERS;
        }
    }

    /** One that is asked for by its name is no rival. */
    @ApplicationScoped
    static class QualifiedProducer {
        @Produces
        @Dependent
        @Identifier("special")
        JMSContext context() {
            return OTHERS;
        }
    }

    /** As GlassFish, Payara and TomEE do it. */
    public static class OtherExtension implements Extension {
        void add(@Observes AfterBeanDiscovery discovery) {
            discovery
                    .<JMSContext>addBean()
                    .types(Object.class, JMSContext.class)
                    .qualifiers(Any.Literal.INSTANCE, Default.Literal.INSTANCE)
                    .scope(Dependent.class)
                    .createWith(creation -> OTHERS);
        }
    }

    @ApplicationScoped
    static class WrongMode {
        @Inject
        @JMSSessionMode(42)
        JMSContext context;
    }

    @BeforeEach
    void startBroker() throws Exception {
        application = TestApplication.withBroker();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    private void assertThatTheOthersIsInjected() {
        assertThat(application.get(Sender.class).context().getClientID()).isEqualTo("other's");
    }

    @Test
    void yieldsToAProducer() {
        application.start(Sender.class, Producer.class);
        assertThatTheOthersIsInjected();
    }

    /** OpenWebBeans has asked for the types when it tells of the other bean. */
    @Test
    @Tag("weld")
    void yieldsToABeanOfAnExtension() {
        application.start(initializer -> initializer.addExtensions(new OtherExtension()), Sender.class);
        assertThatTheOthersIsInjected();
    }

    @Test
    void doesNotYieldToAQualifiedBean() {
        application.start(Sender.class, QualifiedProducer.class);
        assertThat(application.get(Sender.class).context()).isInstanceOf(InjectedContext.class);
    }

    @Test
    void aSessionModeThatIsNoneFailsTheDeploymentAndNamesTheField() {
        assertThatThrownBy(() -> application.start(UnaryOperator.identity(), WrongMode.class))
                .hasStackTraceContaining("WrongMode.context")
                .hasStackTraceContaining("session mode 42");
    }
}
