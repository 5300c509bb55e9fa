package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.Shop.Sale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Components send and receive in one transaction of the server with its own data source: both, or neither. */
class TransactionIT extends InTheServer {
    private static final long WHILE_MILLIS = 50_000;
    private static final long NOT_MILLIS = 300;

    @ParameterizedTest
    @ValueSource(strings = {"till", "counter"})
    void committed_both_are_there(String by) {
        String text = "rye by " + by;
        shop.send(Sale.of(by, "sales", text));

        assertThat(shop.ledger(by)).contains(text);
        assertThat(shop.receive(by, "sales", "commit", WHILE_MILLIS)).containsExactly(text + " #1");
        assertThat(shop.receive(by, "sales", "commit", NOT_MILLIS)).isEmpty();
        assertThat(shop.ledger(by)).filteredOn(text::equals).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"till", "counter"})
    void rolled_back_neither_was(String by) {
        String text = "no rye by " + by;
        shop.send(Sale.of(by, "sales", text).rolledBack());

        assertThat(shop.ledger(by)).doesNotContain(text);
        assertThat(shop.receive(by, "sales", "commit", NOT_MILLIS)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"till", "counter"})
    void a_receive_that_is_rolled_back_comes_again(String by) {
        String text = "returned rye by " + by;
        shop.send(Sale.of(by, "sales", text));

        shop.receive(by, "sales", "rollback", WHILE_MILLIS);
        assertThat(shop.browse("sales", "none")).containsExactly(text);
        assertThat(shop.ledger(by)).filteredOn(text::equals).hasSize(1);
        assertThat(shop.receive(by, "sales", "commit", WHILE_MILLIS)).containsExactly(text + " #2");
    }

    @Test
    void the_servers_default_context_is_ours() {
        shop.send(Sale.of("default", "sales", "rye by default"));

        assertThat(shop.receive("till", "sales", "commit", WHILE_MILLIS)).containsExactly("rye by default #1");
    }
}
