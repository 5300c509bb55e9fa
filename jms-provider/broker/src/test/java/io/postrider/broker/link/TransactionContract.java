package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.Delivery;
import org.junit.jupiter.api.Test;

/** Transactions of a connection. */
public abstract class TransactionContract extends BrokerLinkContract {

    @Test
    void whatATransactionSendsIsSeenAfterItsCommit() {
        long transaction = link.newNumber();
        TestConsumer consumer = link.consume(ORDERS, 10);
        link.sendIn(transaction, ORDERS, "a", "b");
        assertThat(consumer.textsSoFar()).isEmpty();

        link.commit(transaction);

        assertThat(consumer.received().nextTexts(2)).containsExactly("a", "b");
    }

    @Test
    void whatARolledBackTransactionSentIsForgotten() {
        long transaction = link.newNumber();
        link.sendIn(transaction, ORDERS, "a", "b");

        link.rollback(transaction);

        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void acknowledgementsTakeEffectWithTheCommit() {
        link.send(ORDERS, "a", "b");
        TestConsumer consumer = link.consume(ORDERS, 2);
        long transaction = link.newNumber();
        consumer.acknowledgeIn(transaction, 1, 1);

        link.commit(transaction);
        consumer.close(0);

        assertThat(link.drain(ORDERS)).containsExactly("b");
    }

    @Test
    void aRollbackReturnsWhatWasAcknowledgedInOrderAndAsAttempted() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 2);
        long transaction = link.newNumber();
        consumer.acknowledgeIn(transaction, 1, 2);

        link.rollback(transaction);
        consumer.credit(3);

        consumer.received().nextTexts(2);
        Delivery first = consumer.next();
        assertThat(Received.text(first.message())).isEqualTo("a");
        assertThat(first.deliveryCount()).isEqualTo(2);
        assertThat(consumer.received().nextTexts(2)).containsExactly("b", "c");
    }

    @Test
    void anEndedLinkRollsItsTransactionsBack() throws Exception {
        link.send(ORDERS, "a");
        TestLink other = connect(null);
        long transaction = other.newNumber();
        other.consume(ORDERS, 1).acknowledgeIn(transaction, 1, 1);
        other.sendIn(transaction, ORDERS, "b");

        other.close();

        assertThat(link.drain(ORDERS)).containsExactly("a");
    }

    @Test
    void anEmptyTransactionCanBeCommittedAndRolledBack() {
        link.commit(link.newNumber());
        link.rollback(link.newNumber());
    }
}
