package io.postrider.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.cdi.PostriderExtension;
import io.postrider.cdi.TestApplication;
import io.postrider.cdi.listener.QueueListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.inject.Inject;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.XAConnectionFactory;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The extension in Arquillian's Weld container, where the beans are those of an archive. */
@Tag("weld")
@ExtendWith(ArquillianExtension.class)
class ArquillianWeldTest {
    private static final String URL = "postrider.url";
    private static final String BEANS =
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" bean-discovery-mode=\"all\" version=\"4.0\"/>";

    @ApplicationScoped
    static class Echo {
        @Inject
        private JMSContext context;

        void ask(String text) {
            context.createProducer().send(context.createQueue("questions"), text);
        }

        @QueueListener("questions")
        void answer(String text) {
            context.createProducer().send(context.createQueue("answers"), "re: " + text);
        }

        String answer() {
            try (JMSConsumer consumer = context.createConsumer(context.createQueue("answers"))) {
                return consumer.receiveBody(String.class, TestApplication.SOON_MILLIS);
            }
        }
    }

    @Inject
    private Echo echo;

    @Inject
    private JMSContext context;

    @Inject
    private ConnectionFactory factory;

    @Deployment
    static JavaArchive application() {
        System.setProperty(URL, "vm://arquillian?journal=memory");
        return ShrinkWrap.create(JavaArchive.class)
                .addClass(Echo.class)
                .addAsServiceProvider(Extension.class, PostriderExtension.class)
                .addAsManifestResource(new StringAsset(BEANS), "beans.xml");
    }

    @AfterAll
    static void forget() {
        System.clearProperty(URL);
    }

    @Test
    void contextsAreInjectedAndListenersCalled() {
        echo.ask("ready?");
        assertThat(echo.answer()).isEqualTo("re: ready?");
    }

    @Test
    void whatWouldChangeAnInjectedContextIsForbidden() {
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(context::close).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    void factoriesAreInjected() {
        assertThat(factory).isInstanceOf(XAConnectionFactory.class);
    }
}
