package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Queues: credit, order, acknowledgement, return, selectors, priority. */
public abstract class QueueContract extends BrokerLinkContract {
    private static final long ALL = Long.MAX_VALUE;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void messagesComeInTheOrderTheyWereSent(boolean persistent) {
        for (String text : List.of("a", "b", "c")) {
            link.send(ORDERS, text, builder -> builder.persistent(persistent));
        }

        TestConsumer consumer = link.consume(ORDERS, 10);

        assertThat(consumer.textsSoFar()).containsExactly("a", "b", "c");
    }

    @Test
    void nothingIsDeliveredWithoutCredit() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 0);
        assertThat(consumer.textsSoFar()).isEmpty();

        consumer.credit(2);

        assertThat(consumer.textsSoFar()).containsExactly("a", "b");
    }

    @Test
    void tagsCountFromOneWithoutGaps() {
        link.send(ORDERS, "a", "b");
        TestConsumer consumer = link.consume(ORDERS, 2);
        consumer.release(1, 1, false);

        consumer.credit(1);

        assertThat(List.of(consumer.next(), consumer.next(), consumer.next()))
                .extracting(Delivery::tag)
                .containsExactly(1L, 2L, 3L);
    }

    @Test
    void aMessageSentToAWaitingConsumerArrives() {
        TestConsumer consumer = link.consume(ORDERS, 5);

        link.send(ORDERS, "late");

        assertThat(consumer.nextText()).isEqualTo("late");
    }

    @Test
    void whatIsAcknowledgedNeverComesBack() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 3);

        consumer.acknowledge(1, 2);
        consumer.close(0);

        assertThat(link.drain(ORDERS)).containsExactly("c");
    }

    @Test
    void tagsThatAreNotOutstandingArePassedOver() {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);

        consumer.acknowledge(1, ALL);
        consumer.acknowledge(1, 1);
        consumer.release(1, 20, true);

        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void whatIsReleasedTakesItsOldPlace() {
        link.send(ORDERS, "a", "b", "c", "d");
        TestConsumer consumer = link.consume(ORDERS, 3);

        consumer.release(3, 3, false);
        consumer.release(1, 2, false);

        assertThat(link.drain(ORDERS)).containsExactly("a", "b", "c", "d");
    }

    @Test
    void onlyAnAttemptCountsAsADelivery() {
        link.send(ORDERS, "a");
        TestConsumer consumer = link.consume(ORDERS, 1);
        assertThat(consumer.next().deliveryCount()).isEqualTo(1);

        consumer.release(1, 1, false);
        consumer.credit(1);
        assertThat(consumer.next().redelivered()).isFalse();
        consumer.release(2, 2, true);
        consumer.credit(1);

        Delivery third = consumer.next();
        assertThat(third.deliveryCount()).isEqualTo(2);
        assertThat(third.redelivered()).isTrue();
    }

    @Test
    void aClosedConsumerKeepsWhatWasHandedAndReturnsTheRest() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 3);

        consumer.close(1);

        assertThat(link.drain(ORDERS)).containsExactly("b", "c");
        consumer.release(1, 1, true);
        TestConsumer next = link.consume(ORDERS, 1);
        assertThat(next.next().deliveryCount()).isEqualTo(2);
    }

    @Test
    void whatAClosedConsumerKeptCanBeAcknowledged() {
        link.send(ORDERS, "a", "b");
        TestConsumer consumer = link.consume(ORDERS, 2);
        consumer.close(2);

        consumer.acknowledge(1, 2);

        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void aClosedLinkReturnsWhatItHeldInOrder() throws BrokerException {
        link.send(ORDERS, "a", "b", "c");
        TestLink other = connect(null);
        other.consume(ORDERS, 1);
        other.consume(ORDERS, 2);

        other.close();

        assertThat(link.drain(ORDERS)).containsExactly("a", "b", "c");
    }

    @Test
    void whatAClosedLinkHeldComesAsRedelivered() throws BrokerException {
        link.send(ORDERS, "a");
        TestLink other = connect(null);
        other.consume(ORDERS, 1);

        other.close();

        assertThat(link.consume(ORDERS, 1).next().redelivered()).isTrue();
    }

    @Test
    void competingConsumersTakeTurns() {
        TestConsumer first = link.consume(ORDERS, 10);
        TestConsumer second = link.consume(ORDERS, 10);

        link.send(ORDERS, "a", "b", "c", "d");

        assertThat(first.received().nextTexts(2)).containsExactly("a", "c");
        assertThat(second.received().nextTexts(2)).containsExactly("b", "d");
    }

    @Test
    void higherPrioritiesComeFirstAndEachInOrder() {
        for (int i = 0; i < 30; i++) {
            int priority = i % 10;
            link.send(ORDERS, priority + "-" + i / 10, builder -> builder.priority(priority));
        }

        List<String> texts = link.drain(ORDERS);

        assertThat(texts).hasSize(30).startsWith("9-0", "9-1", "9-2", "8-0").endsWith("0-0", "0-1", "0-2");
    }

    @Test
    void aSelectorSeesTheWholeBacklogAndLeavesTheRest() {
        for (int i = 0; i < 50; i++) {
            link.sendWith(ORDERS, "m" + i, "colour", i == 40 ? "red" : "blue");
        }

        TestConsumer red = link.consume(ORDERS, "colour = 'red'", 10);
        assertThat(red.textsSoFar()).containsExactly("m40");
        link.sendWith(ORDERS, "m50", "colour", "red");

        assertThat(red.nextText()).isEqualTo("m50");
        assertThat(link.consume(ORDERS, 100).textsSoFar()).hasSize(49);
    }

    @Test
    void aReturnedMessageIsOfferedToSelectorsThatLookedFurtherAlready() {
        link.sendWith(ORDERS, "a", "n", 1);
        TestConsumer all = link.consume(ORDERS, 1);
        TestConsumer some = link.consume(ORDERS, "n = 1", 5);
        link.sendWith(ORDERS, "b", "n", 2);

        all.close(0);

        assertThat(some.nextText()).isEqualTo("a");
    }

    @Test
    void anInvalidSelectorIsRefused() {
        ConsumerRequest request = new ConsumerRequest(link.newNumber(), ORDERS, "colour ==", false, null);

        assertThat(Awaited.errorOf(link.link().openConsumer(request, new Received())))
                .isEqualTo(BrokerError.INVALID_SELECTOR);
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void aConsumerWithNothingToDoHasOthersRecalled() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer hoarder = link.consume(ORDERS, 3);
        TestConsumer idle = link.consume(ORDERS, 3);

        await().until(() -> hoarder.received().recalls() == 1);
        hoarder.release(2, 3, false);

        assertThat(idle.received().nextTexts(2)).containsExactly("b", "c");
    }

    @Test
    void anExpiredMessageIsNotDelivered() {
        long now = System.currentTimeMillis();
        link.send(ORDERS, "old", builder -> builder.expirationMillis(now - 1));
        link.send(ORDERS, "fresh", builder -> builder.expirationMillis(now + 60_000));

        assertThat(link.drain(ORDERS)).containsExactly("fresh");
    }

    @Test
    void aDelayedMessageWaitsForItsTime() {
        long now = System.currentTimeMillis();
        TestConsumer consumer = link.consume(ORDERS, 10);
        link.send(ORDERS, "later", builder -> builder.deliveryTimeMillis(now + 300));
        link.send(ORDERS, "now");

        assertThat(consumer.nextText()).isEqualTo("now");
        assertThat(consumer.nextText()).isEqualTo("later");
        assertThat(System.currentTimeMillis()).isGreaterThanOrEqualTo(now + 300);
    }

    @Test
    void afterTenFailedAttemptsAMessageMovesToTheDeadLetterQueue() {
        link.send(ORDERS, "poison", builder -> builder.properties(Map.of("colour", "green")));
        TestConsumer consumer = link.consume(ORDERS, 0);
        for (int attempt = 1; attempt <= 10; attempt++) {
            consumer.credit(1);
            Delivery delivery = consumer.next();
            assertThat(delivery.deliveryCount()).isEqualTo(attempt);
            consumer.release(delivery.tag(), delivery.tag(), true);
        }

        Delivery dead = link.consume(DestinationName.queue("DLQ"), 1).next();

        assertThat(Received.text(dead.message())).isEqualTo("poison");
        assertThat(dead.deliveryCount()).isEqualTo(1);
        assertThat(dead.message().properties())
                .containsEntry("colour", "green")
                .containsEntry("postrider_dlq_origin", "queue://orders")
                .containsEntry("postrider_dlq_attempts", 10)
                .containsKeys("postrider_dlq_reason", "postrider_dlq_time");
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void theDeadLetterQueueDoesNotMoveMessagesToItself() {
        DestinationName deadLetters = DestinationName.queue("DLQ");
        link.send(deadLetters, "dead");
        TestConsumer consumer = link.consume(deadLetters, 0);

        for (int attempt = 1; attempt <= 15; attempt++) {
            consumer.credit(1);
            assertThat(consumer.next().deliveryCount()).isEqualTo(attempt);
            consumer.release(attempt, attempt, true);
        }
    }
}
