package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Messages that are sent again with the same {@code postrider_duplicate_id}. */
class DuplicatesTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName NEWS = DestinationName.topic("news");

    private final SteppedPolicies broker =
            new SteppedPolicies("orders duplicateWindowMillis=1000; news duplicateWindowMillis=1000");

    private Message named(DestinationName destination, String id, String text) {
        return broker.link()
                .message(destination, text, builder -> builder.properties(Map.of("postrider_duplicate_id", id)));
    }

    private void send(DestinationName destination, String id, String text) {
        broker.link().send(BrokerLink.NO_TRANSACTION, named(destination, id, text));
    }

    @Test
    void whatWasSentIsConfirmedAgainAndNotSentAgain() {
        send(ORDERS, "1", "first");
        send(ORDERS, "1", "again");
        send(ORDERS, "2", "other");
        broker.link().send(ORDERS, "no name", "no name");
        assertThat(broker.texts("orders")).containsExactly("first", "other", "no name", "no name");
        assertThat(broker.link().drain(ORDERS)).hasSize(4);
        send(ORDERS, "1", "although it was consumed");
        assertThat(broker.texts("orders")).isEmpty();
    }

    @Test
    void namesAreKeptThroughRestartsWithinTheWindow() {
        send(ORDERS, "1", "first");
        broker.advance(500);
        broker.crash();
        send(ORDERS, "1", "after a crash");
        broker.restart();
        send(ORDERS, "1", "after a restart");
        assertThat(broker.texts("orders")).containsExactly("first");
        broker.advance(499);
        send(ORDERS, "1", "within the window");
        assertThat(broker.texts("orders")).containsExactly("first");
        broker.advance(1);
        send(ORDERS, "1", "after the window");
        assertThat(broker.texts("orders")).containsExactly("first", "after the window");
        broker.restart();
        send(ORDERS, "1", "within the second window");
        assertThat(broker.texts("orders")).containsExactly("first", "after the window");
    }

    @Test
    void aNameIsForgottenAfterItsWindowThoughTheJournalTellsOfItAfterYoungerOnes() {
        send(ORDERS, "1", "first");
        broker.flush();
        int records = broker.records();
        broker.advance(600);
        send(ORDERS, "2", "second");
        broker.moveRecords(records);
        broker.crash();
        broker.advance(399);
        send(ORDERS, "1", "within the window");
        assertThat(broker.texts("orders")).containsExactlyInAnyOrder("first", "second");
        broker.advance(1);
        send(ORDERS, "1", "after the window");
        assertThat(broker.texts("orders")).containsExactlyInAnyOrder("first", "second", "after the window");
    }

    @Test
    void whoSendsAgainMeanwhileIsToldWithTheFirst() {
        broker.hold();
        Awaited first = new Awaited();
        Awaited again = new Awaited();
        broker.link().link().send(named(ORDERS, "1", "first"), BrokerLink.NO_TRANSACTION, first);
        broker.link().link().send(named(ORDERS, "1", "again"), BrokerLink.NO_TRANSACTION, again);
        assertThat(again.isDone()).isFalse();
        broker.flush();
        first.await();
        again.await();
        assertThat(broker.texts("orders")).containsExactly("first");
    }

    @Test
    void whatWasNeverConfirmedIsSentAgainAfterACrash() {
        broker.hold();
        broker.link().link().send(named(ORDERS, "1", "lost"), BrokerLink.NO_TRANSACTION, new Awaited());
        broker.crash();
        send(ORDERS, "1", "again");
        assertThat(broker.texts("orders")).containsExactly("again");
    }

    @Test
    void transactionsRecogniseNamesAtTheirCommit() {
        broker.link().send(7, named(ORDERS, "1", "rolled back"));
        broker.link().rollback(7);
        broker.link().send(8, named(ORDERS, "1", "committed"));
        broker.link().send(8, named(ORDERS, "1", "twice in one"));
        broker.link().commit(8);
        broker.crash();
        broker.link().send(9, named(ORDERS, "1", "again"));
        broker.link().commit(9);
        assertThat(broker.texts("orders")).containsExactly("committed");
    }

    @Test
    void aTopicKnowsNamesWhoeverIsSubscribed() {
        send(NEWS, "1", "nobody");
        TestConsumer reader = broker.link().subscribe(NEWS, ConsumerRequest.Subscription.OWN, 10);
        send(NEWS, "1", "again");
        send(NEWS, "2", "news");
        send(NEWS, "2", "again");
        assertThat(reader.textsSoFar()).containsExactly("news");
    }
}
