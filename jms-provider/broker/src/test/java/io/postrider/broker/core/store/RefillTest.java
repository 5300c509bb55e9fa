package io.postrider.broker.core.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefillTest {
    private static final int BUDGET_BYTES = 8_000;
    private static final int MESSAGE_BYTES = 1_000;

    private final List<Object> read = new ArrayList<>();
    private final MessageStore store =
            new MessageStore("refill", journal(), new MemoryBudget(BUDGET_BYTES), null, Runnable::run);

    /** Tells what is to be read, and has nothing of it. */
    private Journal journal() {
        return (Journal) Proxy.newProxyInstance(
                RefillTest.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    read.add(arguments[0]);
                    throw new JournalException("it is not there");
                });
    }

    @Test
    void halfOfTheBudgetIsReadInTheOrderOfTickets() {
        Refill refill = new Refill(store);
        List<StoredMessage> messages = new ArrayList<>();
        for (int ticket = 1; ticket <= 8; ticket++) {
            refill.plan(ticket, 1, MESSAGE_BYTES);
            StoredMessage message = new StoredMessage(ticket, null, MESSAGE_BYTES);
            message.heldBy(1);
            messages.add(message);
        }
        for (int ticket = 8; ticket >= 1; ticket--) {
            refill.add(ticket, messages.get(ticket - 1));
        }
        refill.begin();

        assertThat(read).containsExactlyElementsOf(messages.subList(0, 4));
    }

    /** Of messages that sleep as a whole about so many as have room. */
    @Test
    void ofManyThatAreFoundTogetherTheFirstAreRead() {
        Refill refill = new Refill(store);
        refill.plan(1, 1, MESSAGE_BYTES);
        refill.plan(2, 2, 2 * MESSAGE_BYTES);
        refill.plan(4, 5, 5 * MESSAGE_BYTES);
        List<StoredMessage> messages = new ArrayList<>();
        for (int ticket = 1; ticket <= 8; ticket++) {
            StoredMessage message = new StoredMessage(ticket, null, MESSAGE_BYTES);
            message.heldBy(1);
            messages.add(message);
            refill.add(ticket, message);
        }
        refill.begin();

        assertThat(read).containsExactlyElementsOf(messages.subList(0, 4));
    }
}
