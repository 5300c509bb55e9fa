package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.TestConsumer;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** What random commands have shown to go wrong once: who has a place where there are few, and for how long. */
class PlacesTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private static UnaryOperator<Message.Builder> expiringIn(SteppedPolicies broker, long millis) {
        return builder -> builder.expirationMillis(broker.nowMillis() + millis);
    }

    @Test
    void whatComesBackToARingIsForWhoWaitsForItBeforeItMakesRoom() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=2 whenFull=drop-oldest");
        broker.link().sendWith(ORDERS, "red", "color", "red");
        TestConsumer holder = broker.link().consume(ORDERS, 1);
        broker.link().send(ORDERS, "a", "b");
        TestConsumer waiting = broker.link().consume(ORDERS, "color = 'red'", 2);

        holder.release(1, 1, false);

        assertThat(waiting.textsSoFar()).containsExactly("red");
        waiting.acknowledge(1, 1);
        assertThat(broker.texts("orders")).containsExactly("a", "b");
    }

    @Test
    void whatARollbackGivesBackToARingIsForWhoWaitsForItBeforeItMakesRoom() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=2 whenFull=drop-oldest");
        broker.link().sendWith(ORDERS, "red", "color", "red");
        broker.link().consume(ORDERS, 1).acknowledgeIn(3, 1, 1);
        broker.link().send(ORDERS, "a", "b");
        TestConsumer waiting = broker.link().consume(ORDERS, "color = 'red'", 2);

        broker.link().rollback(3);

        assertThat(waiting.textsSoFar()).containsExactly("red");
    }

    @Test
    void aRingMakesRoomForWhatADelayHasHeldBack() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=2 whenFull=drop-oldest");
        long dueMillis = broker.nowMillis() + 50;
        broker.link().send(ORDERS, "delayed", builder -> builder.deliveryTimeMillis(dueMillis));
        broker.link().send(ORDERS, "a", "b");

        broker.advance(50);

        assertThat(broker.texts("orders")).containsExactly("b", "delayed");
    }

    @Test
    void whatComesExpiredTakesNobodysPlaceInARing() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=1 whenFull=drop-oldest");
        broker.link().send(ORDERS, "a");
        broker.link().send(3, broker.link().message(ORDERS, "too late", expiringIn(broker, 10)));
        broker.advance(20);

        broker.link().commit(3);

        assertThat(broker.texts("orders")).containsExactly("a");
    }

    @Test
    void whatComesExpiredDoesNotReplaceTheLatestOfItsValue() {
        SteppedPolicies broker = new SteppedPolicies("orders lastValueKey=symbol");
        broker.link().sendWith(ORDERS, "gold 1", "symbol", "gold");
        UnaryOperator<Message.Builder> expiring = expiringIn(broker, 10);
        Message late = broker.link()
                .message(ORDERS, "gold 2", builder -> expiring.apply(builder).properties(Map.of("symbol", "gold")));
        broker.link().send(3, late);
        broker.advance(20);

        broker.link().commit(3);

        assertThat(broker.texts("orders")).containsExactly("gold 1");
    }

    @Test
    void whatComesBackExpiredTakesNobodysPlaceInARing() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=2 whenFull=drop-oldest expiryQueue=late");
        broker.link().send(ORDERS, "held too long", expiringIn(broker, 10));
        TestConsumer holder = broker.link().consume(ORDERS, 1);
        broker.link().send(ORDERS, "a", "b");
        broker.advance(20);

        holder.release(1, 1, true);

        assertThat(broker.texts("orders")).containsExactly("a", "b");
        assertThat(broker.texts("late")).containsExactly("held too long");
    }

    @Test
    void whatComesBackExpiredTakesNoPlaceInAFullQueue() {
        SteppedPolicies broker = new SteppedPolicies("orders maxMessages=1 whenFull=fail");
        broker.link().send(ORDERS, "held too long", expiringIn(broker, 10));
        broker.link().consume(ORDERS, 1).acknowledgeIn(3, 1, 1);
        broker.advance(20);
        broker.link().rollback(3);

        broker.link().send(ORDERS, "a");

        assertThat(broker.texts("orders")).containsExactly("a");
    }
}
