package io.postrider.cdi.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.cdi.TestApplication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.JMSSessionMode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Injected contexts outside of transactions; sections 12.4.3 to 12.4.5. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestScopeTest {
    private TestApplication application;

    @ApplicationScoped
    static class Shop {
        @Inject
        JMSContext context;

        @Inject
        @JMSSessionMode(JMSContext.DUPS_OK_ACKNOWLEDGE)
        JMSContext lazy;

        @Inject
        @JMSSessionMode(JMSContext.SESSION_TRANSACTED)
        JMSContext transacted;

        @Inject
        @JMSSessionMode(JMSContext.CLIENT_ACKNOWLEDGE)
        JMSContext acknowledging;

        @Inject
        @JMSPasswordCredential(userName = "clerk", password = "secret")
        JMSContext clerks;

        @Inject
        @JMSPasswordCredential(userName = "clerk", password = "guessed")
        JMSContext intruders;

        JMSContext context() {
            return context;
        }

        JMSContext lazy() {
            return lazy;
        }

        JMSContext transacted() {
            return transacted;
        }

        JMSContext acknowledging() {
            return acknowledging;
        }

        JMSContext clerks() {
            return clerks;
        }

        JMSContext intruders() {
            return intruders;
        }

        void sell(String what) {
            context.createProducer().send(context.createQueue("sold"), what);
        }
    }

    @Dependent
    static class Warehouse {
        private final JMSContext context;

        @Inject
        Warehouse(@JMSConnectionFactory("java:comp/DefaultJMSConnectionFactory") JMSContext context) {
            this.context = context;
        }
    }

    @BeforeAll
    void start() throws Exception {
        application = TestApplication.withBrokerFor("clerk", "secret").start(Shop.class, Warehouse.class);
    }

    @AfterAll
    void stop() {
        application.close();
    }

    private static JMSContext behind(JMSContext injected) {
        return ((InjectedContext) injected).current();
    }

    @Test
    void isInjectedAndSends() {
        application.inRequest(() -> application.get(Shop.class).sell("apples"));
        assertThat(application.take("sold")).containsExactly("apples");
    }

    @Test
    void receives() {
        application.send("ordered", "pears");
        application.inRequest(() -> {
            JMSContext context = application.get(Shop.class).context();
            assertThat(context.createConsumer(context.createQueue("ordered"))
                            .receiveBody(String.class, TestApplication.SOON_MILLIS))
                    .isEqualTo("pears");
        });
        assertThat(application.take("ordered")).isEmpty();
    }

    @Test
    void identicalAnnotationsShareOneContextInARequest() {
        application.inRequest(
                () -> assertThat(behind(application.get(Shop.class).context()))
                        .isSameAs(behind(application.get(Warehouse.class).context)));
    }

    @Test
    void otherAnnotationsMeanAnotherContext() {
        application.inRequest(() -> {
            Shop shop = application.get(Shop.class);
            assertThat(List.of(behind(shop.context()), behind(shop.lazy()), behind(shop.clerks())))
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void theNextRequestHasAContextOfItsOwn() {
        List<JMSContext> contexts = new ArrayList<>();
        Shop shop = application.get(Shop.class);
        application.inRequest(() -> contexts.add(behind(shop.context())));
        application.inRequest(() -> contexts.add(behind(shop.context())));
        assertThat(contexts).doesNotHaveDuplicates();
    }

    @Test
    void isOpenedAtTheFirstCallAndClosedWhenTheRequestEnds() {
        long before = application.broker().status().connections();
        List<JMSContext> contexts = new ArrayList<>();
        application.inRequest(() -> {
            Shop shop = application.get(Shop.class);
            assertThat(shop.context()).isNotNull();
            assertThat(application.broker().status().connections()).isEqualTo(before);
            contexts.add(behind(shop.context()));
            assertThat(application.broker().status().connections()).isEqualTo(before + 1);
        });
        assertThat(application.broker().status().connections()).isEqualTo(before);
        assertThatThrownBy(contexts.get(0)::createTextMessage).isInstanceOf(IllegalStateRuntimeException.class);
    }

    @Test
    void theSessionModeIsTheAnnotatedOne() {
        application.inRequest(() -> {
            Shop shop = application.get(Shop.class);
            assertThat(shop.context().getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
            assertThat(shop.lazy().getSessionMode()).isEqualTo(JMSContext.DUPS_OK_ACKNOWLEDGE);
        });
    }

    @Test
    void modesThatNeedTheUsersCommitOrAcknowledgeAreTakenAsAutomatic() {
        application.inRequest(() -> {
            Shop shop = application.get(Shop.class);
            assertThat(shop.transacted().getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
            assertThat(shop.transacted().getTransacted()).isFalse();
            assertThat(shop.acknowledging().getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
        });
    }

    @Test
    void connectsAsTheAnnotatedUser() {
        application.inRequest(() -> {
            Shop shop = application.get(Shop.class);
            assertThat(shop.clerks().createTextMessage()).isNotNull();
            assertThatThrownBy(shop.intruders()::createTextMessage).isInstanceOf(JMSSecurityRuntimeException.class);
        });
    }

    static Stream<Arguments> forbidden() {
        return Stream.of(
                call("setClientID", context -> context.setClientID("me")),
                call("setExceptionListener", context -> context.setExceptionListener(null)),
                call("stop", JMSContext::stop),
                call("acknowledge", JMSContext::acknowledge),
                call("commit", JMSContext::commit),
                call("rollback", JMSContext::rollback),
                call("recover", JMSContext::recover),
                call("setAutoStart", context -> context.setAutoStart(false)),
                call("start", JMSContext::start),
                call("close", JMSContext::close),
                call("createContext", context -> context.createContext(JMSContext.AUTO_ACKNOWLEDGE)));
    }

    private static Arguments call(String name, Consumer<JMSContext> call) {
        return Arguments.of(name, call);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forbidden")
    void whatWouldChangeItIsForbidden(String name, Consumer<JMSContext> call) {
        application.inRequest(() -> {
            JMSContext context = application.get(Shop.class).context();
            assertThatThrownBy(() -> call.accept(context))
                    .isInstanceOf(IllegalStateRuntimeException.class)
                    .hasMessageContaining(name);
            assertThat(context.createTextMessage("still open")).isNotNull();
        });
    }

    @Test
    void canBePassivated() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
            output.writeObject(application.get(Shop.class).context());
        }
        try (ObjectInputStream input = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            JMSContext copy = (JMSContext) input.readObject();
            application.inRequest(() -> assertThat(behind(copy))
                    .isSameAs(behind(application.get(Shop.class).context())));
        }
    }

    @Test
    void neitherTextNorErrorTellsThePassword() {
        Shop shop = application.get(Shop.class);
        assertThat(shop.clerks().toString()).contains("clerk").doesNotContain("secret");
    }
}
