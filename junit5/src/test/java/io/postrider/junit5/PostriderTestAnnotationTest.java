package io.postrider.junit5;

import static io.postrider.junit5.Fixtures.run;
import static io.postrider.junit5.Fixtures.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSessionMode;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The annotation, on classes that JUnit's own test kit runs. */
class PostriderTestAnnotationTest {
    private static final Set<String> BROKERS = ConcurrentHashMap.newKeySet();
    private static final AtomicReference<JMSContext> KEPT = new AtomicReference<>();

    @BeforeEach
    void forget() {
        BROKERS.clear();
        KEPT.set(null);
    }

    private static void seen(Broker broker) {
        BROKERS.add(broker.name());
    }

    private static void assertThatNoBrokerRuns() {
        assertThat(BROKERS).allSatisfy(name -> assertThat(Broker.find(name)).isEmpty());
    }

    @PostriderTest
    static class EachTestHasItsOwn {
        @BeforeEach
        void sendOne(JMSContext context, Broker broker) {
            send(context, "letters", "hello");
            seen(broker);
        }

        @RepeatedTest(3)
        void findsWhatItSentItself(ConnectionFactory factory, JMSContext context, Broker broker) {
            assertThat(broker.status().queue("queue://letters").depth()).isEqualTo(1);
            assertThat(broker.toString()).contains("memory");
            seen(broker);
            try (JMSContext other = factory.createContext()) {
                assertThat(Fixtures.receive(other, "letters")).isEqualTo("hello");
            }
            assertThat(context.getSessionMode()).isEqualTo(JMSContext.AUTO_ACKNOWLEDGE);
        }
    }

    @Test
    void eachTestHasABrokerOfItsOwn() {
        run(EachTestHasItsOwn.class).assertStatistics(tests -> tests.succeeded(3));

        assertThat(BROKERS).hasSize(3);
        assertThatNoBrokerRuns();
    }

    @PostriderTest(brokerLife = BrokerLife.CLASS, journal = TestJournal.DERBY)
    static class TheClassHasOne {
        TheClassHasOne(Broker broker) {
            seen(broker);
        }

        @BeforeAll
        static void beforeAll(JMSContext context, Broker broker) {
            KEPT.set(context);
            seen(broker);
            assertThat(broker.toString()).contains("derby");
        }

        @RepeatedTest(2)
        void findsNothingOfTheOtherTest(JMSContext context, Broker broker) {
            seen(broker);
            send(KEPT.get(), "letters", "hello");
            assertThat(Fixtures.receive(context, "letters")).isEqualTo("hello");
            assertThat(Fixtures.receive(context, "letters")).isNull();
            send(context, "letters", "left behind");
        }

        @Nested
        class Inside {
            @Test
            void usesTheSame(Broker broker) {
                seen(broker);
            }
        }
    }

    @Test
    void theTestsOfAClassCanShareOne() {
        run(TheClassHasOne.class).assertStatistics(tests -> tests.succeeded(3));

        assertThat(BROKERS).hasSize(1);
        assertThatNoBrokerRuns();
        assertThat(Fixtures.isClosed(KEPT.get())).isTrue();
    }

    @PostriderTest
    @Execution(ExecutionMode.CONCURRENT)
    static class ManyAtOnce {
        @RepeatedTest(20)
        void findsOnlyItsOwn(JMSContext context, Broker broker) {
            seen(broker);
            send(context, "letters", broker.name());
            assertThat(Fixtures.receive(context, "letters")).isEqualTo(broker.name());
            assertThat(Fixtures.receive(context, "letters")).isNull();
        }
    }

    @Test
    void testsMayRunInParallel() {
        Fixtures.runInParallel(ManyAtOnce.class).assertStatistics(tests -> tests.succeeded(20));

        assertThat(BROKERS).hasSize(20);
        assertThatNoBrokerRuns();
    }

    @PostriderTest
    static class Parameters {
        @Test
        void ofAllKinds(
                ConnectionFactory factory,
                QueueConnectionFactory queues,
                TopicConnectionFactory topics,
                XAConnectionFactory distributed,
                PostriderConnectionFactory own,
                @JMSSessionMode(JMSContext.SESSION_TRANSACTED) JMSContext transacted,
                JMSContext second) {
            KEPT.set(transacted);
            assertThat(transacted.getTransacted()).isTrue();
            send(transacted, "letters", "not committed");
            assertThat(Fixtures.receive(second, "letters")).isNull();
            assertThat(own.getUrl()).startsWith("vm://Parameters-");
        }
    }

    @Test
    void contextsAreInTheModeThatIsAskedForAndClosedAtTheEnd() {
        run(Parameters.class).assertStatistics(tests -> tests.succeeded(1));

        assertThat(Fixtures.isClosed(KEPT.get())).isTrue();
    }

    @PostriderTest
    static class TooEarly {
        @BeforeAll
        static void beforeAll(JMSContext context) {
            KEPT.set(context);
        }

        @Test
        void isNotReached() {}
    }

    @Test
    void whereEachTestHasItsOwnThereIsNoneBeforeAllOfThem() {
        Fixtures.containers(TooEarly.class)
                .assertThatEvents()
                .haveAtLeastOne(Fixtures.failureWith("brokerLife = CLASS"));
        assertThat(KEPT.get()).isNull();
    }

    @PostriderTest(maxDeliveryAttempts = 2)
    static class Redelivered {
        @Test
        void twiceAtMost(@JMSSessionMode(JMSContext.SESSION_TRANSACTED) JMSContext context, Broker broker) {
            send(context, "letters", "poison");
            context.commit();
            for (int attempt = 0; attempt < 2; attempt++) {
                assertThat(Fixtures.receive(context, "letters")).isEqualTo("poison");
                context.rollback();
            }
            assertThat(Fixtures.receive(context, "letters")).isNull();
            assertThat(Fixtures.receive(context, "DLQ")).isEqualTo("poison");
        }
    }

    @Test
    void theAnnotationSaysHowOftenADeliveryMayFail() {
        run(Redelivered.class).assertStatistics(tests -> tests.succeeded(1));
    }

    @PostriderTest
    static class Wrong {
        @Test
        void credentials(@jakarta.jms.JMSPasswordCredential(userName = "clerk", password = "x") JMSContext context)
                throws JMSRuntimeException {
            send(context, "letters", "a broker without users takes any name");
        }
    }

    @Test
    void aContextMayConnectAsAUser() {
        run(Wrong.class).assertStatistics(tests -> tests.succeeded(1));
    }
}
