package io.postrider.junit5;

import static io.postrider.junit5.Fixtures.failureWith;
import static io.postrider.junit5.Fixtures.run;
import static io.postrider.junit5.Fixtures.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.JMSSessionMode;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The extension as a field. */
class RegisteredExtensionTest {
    private static final Set<String> BROKERS = ConcurrentHashMap.newKeySet();

    @BeforeEach
    void forget() {
        BROKERS.clear();
    }

    static class OfTheInstance {
        @RegisterExtension
        final PostriderExtension postrider = PostriderExtension.inMemory();

        @RepeatedTest(2)
        void asksItsField(Broker broker) {
            BROKERS.add(broker.name());
            assertThat(postrider.broker().name()).isEqualTo(broker.name());
            assertThat(postrider.url()).isEqualTo("vm://" + broker.name() + "?create=false");
            try (JMSContext context = postrider.connectionFactory().createContext()) {
                send(context, "letters", "one");
            }
            assertThat(broker.status().queue("queue://letters").depth()).isEqualTo(1);
        }
    }

    @Test
    void aFieldOfTheInstanceStartsABrokerForEachTest() {
        run(OfTheInstance.class).assertStatistics(tests -> tests.succeeded(2));
        assertThat(BROKERS).hasSize(2);
    }

    static class OfTheClass {
        @RegisterExtension
        static final PostriderExtension POSTRIDER = PostriderExtension.onDerby();

        @BeforeAll
        static void beforeAll(Broker broker) {
            BROKERS.add(broker.name());
        }

        @RepeatedTest(2)
        void asksItsField() {
            BROKERS.add(POSTRIDER.broker().name());
        }
    }

    @Test
    void aStaticFieldStartsOneForTheClass() {
        run(OfTheClass.class).assertStatistics(tests -> tests.succeeded(2));
        assertThat(BROKERS).singleElement().satisfies(name -> assertThat(Broker.find(name))
                .isEmpty());
    }

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OfTheOneInstance {
        @RegisterExtension
        final PostriderExtension postrider = PostriderExtension.inMemory();

        @RepeatedTest(2)
        void asksItsField() {
            BROKERS.add(postrider.broker().name());
        }
    }

    @Test
    void aFieldOfTheOneInstanceStartsOneForTheClass() {
        run(OfTheOneInstance.class).assertStatistics(tests -> tests.succeeded(2));
        assertThat(BROKERS).hasSize(1);
    }

    static class Configured {
        @RegisterExtension
        final PostriderExtension postrider = PostriderExtension.inMemory()
                .failOnLeftMessages()
                .configured(broker -> broker.user("clerk", "secret"))
                .configured(broker -> broker.maxDeliveryAttempts(1));

        @Test
        void knowsItsUsersAndCountsWhatIsLeft(
                @JMSPasswordCredential(userName = "clerk", password = "secret")
                        @JMSSessionMode(JMSContext.SESSION_TRANSACTED)
                        JMSContext context) {
            assertThatThrownBy(() -> postrider.connectionFactory().createContext())
                    .isInstanceOf(JMSSecurityRuntimeException.class);
            send(context, "letters", "one attempt");
            context.commit();
            Fixtures.receive(context, "letters");
            context.rollback();
        }
    }

    @Test
    void theBrokerCanBeToldMoreBeforeItStarts() {
        run(Configured.class).assertThatEvents().haveExactly(1, failureWith("queue://DLQ has 1 message"));
    }

    static class TwoOfThem {
        @RegisterExtension
        final PostriderExtension here = PostriderExtension.inMemory();

        @RegisterExtension
        final PostriderExtension there = PostriderExtension.inMemory();

        @Test
        void areTwoBrokers() {
            assertThat(here.url()).isNotEqualTo(there.url());
        }
    }

    @Test
    void aTestMayHaveTwoBrokers() {
        run(TwoOfThem.class).assertStatistics(tests -> tests.succeeded(1));
    }

    @Test
    void outsideOfATestItSaysThatNoBrokerRuns() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PostriderExtension.inMemory().url())
                .withMessageContaining("no broker runs");
    }
}
