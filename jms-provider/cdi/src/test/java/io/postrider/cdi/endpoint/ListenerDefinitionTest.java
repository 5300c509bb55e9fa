package io.postrider.cdi.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.cdi.TestApplication;
import io.postrider.cdi.listener.AutoAcknowledge;
import io.postrider.cdi.listener.ClientId;
import io.postrider.cdi.listener.Concurrency;
import io.postrider.cdi.listener.DupsOKAcknowledge;
import io.postrider.cdi.listener.DurableSubscription;
import io.postrider.cdi.listener.MessageHeader;
import io.postrider.cdi.listener.MessageProperty;
import io.postrider.cdi.listener.MessageSelector;
import io.postrider.cdi.listener.QueueListener;
import io.postrider.cdi.listener.Retry;
import io.postrider.cdi.listener.SubscriptionName;
import io.postrider.cdi.listener.TopicListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSPasswordCredential;
import java.util.Date;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit together fails the deployment, with the method's name and the reason. */
class ListenerDefinitionTest {
    private TestApplication application;

    @Dependent
    static class TwoKinds {
        @QueueListener("q")
        @TopicListener("t")
        void wrong(String text) {}
    }

    @Dependent
    static class Private {
        @QueueListener("q")
        private void wrong(String text) {}
    }

    @Dependent
    static class Static {
        @QueueListener("q")
        static void wrong(String text) {}
    }

    @Dependent
    static class Returning {
        @QueueListener("q")
        String wrong(String text) {
            return text;
        }
    }

    @Dependent
    static class Blank {
        @QueueListener(" ")
        void wrong(String text) {}
    }

    @Dependent
    static class UnknownSetting {
        @QueueListener("${no.such.setting}")
        void wrong(String text) {}
    }

    @Dependent
    static class DurableQueue {
        @QueueListener("q")
        @DurableSubscription
        @SubscriptionName("s")
        void wrong(String text) {}
    }

    @Dependent
    static class Nameless {
        @TopicListener("t")
        @DurableSubscription
        void wrong(String text) {}
    }

    @Dependent
    static class NeitherDurableNorShared {
        @TopicListener("t")
        @SubscriptionName("s")
        void wrong(String text) {}
    }

    @Dependent
    static class ManyOfOneTopic {
        @TopicListener("t")
        @Concurrency(2)
        void wrong(String text) {}
    }

    @Dependent
    static class NoneAtATime {
        @QueueListener("q")
        @Concurrency(0)
        void wrong(String text) {}
    }

    @Dependent
    static class TwoModes {
        @QueueListener("q")
        @AutoAcknowledge
        @DupsOKAcknowledge
        void wrong(String text) {}
    }

    @Dependent
    @AutoAcknowledge
    static class Twice {
        @QueueListener("q")
        @AutoAcknowledge
        void wrong(String text) {}
    }

    @Dependent
    static class Shrinking {
        @QueueListener("q")
        @Retry(delayMillis = 10, multiplier = 0.5)
        void wrong(String text) {}
    }

    @Dependent
    static class NoListener {
        @ClientId("c")
        void wrong(String text) {}
    }

    @Dependent
    static class PrimitiveBody {
        @QueueListener("q")
        void wrong(int number) {}
    }

    @Dependent
    static class WrongHeader {
        @QueueListener("q")
        void wrong(@MessageHeader(MessageHeader.Header.JMSPriority) String priority) {}
    }

    @Dependent
    static class WrongProperty {
        @QueueListener("q")
        void wrong(@MessageProperty("when") Date when) {}
    }

    @Dependent
    static class NoSuchBean {
        @QueueListener("q")
        void wrong(String text, Date noBean) {}
    }

    @Dependent
    static class BadSelector {
        @QueueListener("q")
        @MessageSelector("region = ")
        void wrong(String text) {}
    }

    @Dependent
    static class Intruder {
        @QueueListener("q")
        @JMSPasswordCredential(userName = "clerk", password = "guessed")
        void wrong(String text) {}
    }

    @Dependent
    static class NoSuchFactory {
        @QueueListener("q")
        @JMSConnectionFactory("nowhere")
        void wrong(String text) {}
    }

    @ApplicationScoped
    static class Fine {
        @QueueListener("q")
        void take(String text) {}
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                Arguments.of(TwoKinds.class, "exclude each other"),
                Arguments.of(Private.class, "private"),
                Arguments.of(Static.class, "static"),
                Arguments.of(Returning.class, "void"),
                Arguments.of(Blank.class, "@QueueListener is blank"),
                Arguments.of(UnknownSetting.class, "no.such.setting"),
                Arguments.of(DurableQueue.class, "@DurableSubscription is for topics"),
                Arguments.of(Nameless.class, "needs a @SubscriptionName"),
                Arguments.of(NeitherDurableNorShared.class, "@SubscriptionName needs"),
                Arguments.of(ManyOfOneTopic.class, "@Concurrency on a topic"),
                Arguments.of(NoneAtATime.class, "@Concurrency is 0"),
                Arguments.of(TwoModes.class, "exclude each other"),
                Arguments.of(Twice.class, "on the method and on its class"),
                Arguments.of(Shrinking.class, "multiplier"),
                Arguments.of(NoListener.class, "@ClientId needs"),
                Arguments.of(PrimitiveBody.class, "body"),
                Arguments.of(WrongHeader.class, "JMSPriority"),
                Arguments.of(WrongProperty.class, "when"),
                Arguments.of(NoSuchBean.class, "Date"),
                Arguments.of(BadSelector.class, "selector"),
                Arguments.of(NoSuchFactory.class, "'nowhere'"));
    }

    @BeforeEach
    void startBroker() throws Exception {
        application = TestApplication.withBroker();
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void failsTheDeploymentAndNamesTheMethod(Class<?> bean, String reason) {
        assertThatThrownBy(() -> application.start(bean))
                .hasStackTraceContaining(bean.getName() + ".wrong(")
                .hasStackTraceContaining(reason);
        assertThat(application.broker().status().connections()).isZero();
    }

    @Test
    void aUserWhomTheBrokerRefusesFailsTheDeploymentToo() throws Exception {
        try (TestApplication guarded = TestApplication.withBrokerFor("clerk", "secret")) {
            assertThatThrownBy(() -> guarded.start(Intruder.class))
                    .hasStackTraceContaining(Intruder.class.getName() + ".wrong(")
                    .hasStackTraceContaining("clerk");
            assertThat(guarded.broker().status().connections()).isZero();
        }
    }

    @Test
    void canBeSwitchedOff() {
        application.set("postrider.listeners.enabled", "false").start(Fine.class);
        application.send("q", "kept");
        assertThat(application.take("q")).containsExactly("kept");
    }
}
