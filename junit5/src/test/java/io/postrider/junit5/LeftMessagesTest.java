package io.postrider.junit5;

import static io.postrider.junit5.Fixtures.failureWith;
import static io.postrider.junit5.Fixtures.run;
import static io.postrider.junit5.Fixtures.send;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSSessionMode;
import jakarta.jms.Topic;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A test that leaves messages fails where it was asked for, and says where they lie. */
class LeftMessagesTest {

    @PostriderTest(failOnLeftMessages = true)
    static class InAQueue {
        @Test
        void leavesTwo(JMSContext context) {
            send(context, "letters", "one");
            send(context, "letters", "two");
        }
    }

    @Test
    void whatLiesInAQueueFailsTheTest() {
        run(InAQueue.class)
                .assertThatEvents()
                .haveExactly(1, failureWith("leavesTwo(JMSContext) has left messages: queue://letters has 2 messages"));
    }

    @PostriderTest(failOnLeftMessages = true)
    static class InASubscription {
        @Test
        void leavesOne(JMSContext context) {
            Topic news = context.createTopic("news");
            context.createSharedDurableConsumer(news, "reader").close();
            context.createProducer().send(news, "rain");
        }
    }

    @Test
    void whatLiesInASubscriptionFailsTheTest() {
        run(InASubscription.class).assertThatEvents().haveExactly(1, failureWith("topic://news"));
    }

    @PostriderTest(failOnLeftMessages = true, maxDeliveryAttempts = 1)
    static class InTheDeadLetterQueue {
        @Test
        void failsToProcess(@JMSSessionMode(JMSContext.SESSION_TRANSACTED) JMSContext context) {
            send(context, "letters", "poison");
            context.commit();
            Fixtures.receive(context, "letters");
            context.rollback();
        }
    }

    @Test
    void whatLiesInTheDeadLetterQueueFailsTheTest() {
        run(InTheDeadLetterQueue.class).assertThatEvents().haveExactly(1, failureWith("queue://DLQ has 1 message"));
    }

    @PostriderTest(failOnLeftMessages = true)
    static class Unacknowledged {
        @Test
        void neverAcknowledges(@JMSSessionMode(JMSContext.CLIENT_ACKNOWLEDGE) JMSContext context) {
            send(context, "letters", "one");
            assertThat(Fixtures.receive(context, "letters")).isEqualTo("one");
        }
    }

    @Test
    void whatWasReceivedAndNotAcknowledgedFailsTheTest() {
        run(Unacknowledged.class).assertThatEvents().haveExactly(1, failureWith("queue://letters has 1 message"));
    }

    @PostriderTest(failOnLeftMessages = true)
    static class StillInAListener {
        @Test
        void endsBeforeItsListener(ConnectionFactory factory, JMSContext context) throws InterruptedException {
            JMSContext neverClosed = factory.createContext();
            CountDownLatch arrived = new CountDownLatch(1);
            neverClosed
                    .createConsumer(neverClosed.createQueue("letters"))
                    .setMessageListener(message -> arrived.countDown());
            send(context, "letters", "one");
            arrived.await();
        }
    }

    @Test
    void whatAListenerIsAboutToAcknowledgeIsNotLeft() {
        run(StillInAListener.class).assertStatistics(tests -> tests.succeeded(1));
    }

    @PostriderTest(failOnLeftMessages = true)
    static class FailedAlready {
        @Test
        void failsWhileMessagesAreThere(JMSContext context) {
            send(context, "letters", "one");
            throw new IllegalStateException("why it failed");
        }
    }

    @Test
    void aTestThatHasFailedIsNotAsked() {
        run(FailedAlready.class).assertThatEvents().haveExactly(1, failureWith("why it failed"));
    }

    @PostriderTest(failOnLeftMessages = true, brokerLife = BrokerLife.CLASS)
    @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
    static class OfASharedBroker {
        @Test
        @Order(1)
        void leavesOne(JMSContext context) {
            send(context, "letters", "one");
            context.createSharedDurableConsumer(context.createTopic("news"), "reader")
                    .close();
        }

        @Test
        @Order(2)
        void leavesNothing(JMSContext context) {
            send(context, "letters", "two");
            assertThat(Fixtures.receive(context, "letters")).isEqualTo("two");
        }
    }

    @Test
    void whoLeavesThemFailsAndNotTheNext() {
        run(OfASharedBroker.class)
                .assertStatistics(tests -> tests.succeeded(1).failed(1))
                .assertThatEvents()
                .haveExactly(1, failureWith("leavesOne(JMSContext) has left messages"));
    }

    @PostriderTest(failOnLeftMessages = true, brokerLife = BrokerLife.CLASS)
    @Execution(ExecutionMode.CONCURRENT)
    static class OfASharedBrokerInParallel {
        @RepeatedTest(10)
        void leavesOneEach(JMSContext context) {
            send(context, "letters", "one");
        }
    }

    @Test
    void inParallelTheClassFailsAsNobodyKnowsWhoLeftThem() {
        Fixtures.runInParallel(OfASharedBrokerInParallel.class).assertStatistics(tests -> tests.succeeded(10));
        Fixtures.containersInParallel(OfASharedBrokerInParallel.class)
                .assertThatEvents()
                .haveExactly(1, failureWith("queue://letters has 10 messages"));
    }
}
