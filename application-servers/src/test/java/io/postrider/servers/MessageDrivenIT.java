package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.servers.Shop.Sale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Message-driven beans take a message, write to the data source and answer in one transaction. */
class MessageDrivenIT extends InTheServer {
    private static final Duration LIMIT = Duration.ofSeconds(50);

    @Test
    void an_order_is_baked_once() {
        shop.send(Sale.of("till", "orders", "rye"));

        assertThat(bread()).isEqualTo("baked rye #1");
        assertThat(shop.ledger("oven")).filteredOn("rye"::equals).hasSize(1);
    }

    @Test
    void a_sale_that_is_rolled_back_bakes_nothing() {
        shop.send(Sale.of("till", "orders", "unwanted").rolledBack());
        shop.send(Sale.of("till", "orders", "wanted"));

        assertThat(bread()).isEqualTo("baked wanted #1");
        assertThat(shop.ledger("oven")).doesNotContain("unwanted");
    }

    @Test
    void a_listener_that_rolls_back_gets_the_order_again_and_answers_once() {
        shop.send(Sale.of("till", "orders", "spelt").fated("rollback-once"));

        assertThat(bread()).isEqualTo("baked spelt #1");
        assertThat(shop.ledger("oven")).filteredOn("spelt"::equals).hasSize(1);
        assertThat(shop.browse("bread", "attempt")).isEmpty();
    }

    @Test
    void a_listener_that_throws_gets_the_order_again_and_answers_once() {
        shop.send(Sale.of("till", "orders", "oat").fated("throw-once"));

        assertThat(bread()).isEqualTo("baked oat #1");
        assertThat(shop.ledger("oven")).filteredOn("oat"::equals).hasSize(1);
        assertThat(shop.browse("bread", "attempt")).isEmpty();
    }

    @Test
    void an_order_that_always_fails_goes_to_the_dead_letter_queue() {
        shop.send(Sale.of("till", "orders", "stone").fated("rollback-always"));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(shop.browse("DLQ", "postrider_dlq_attempts"))
                .containsExactly("stone 10"));
        assertThat(shop.ledger("oven")).doesNotContain("stone");
        assertThat(shop.browse("bread", "attempt")).isEmpty();
    }

    @Test
    void many_orders_are_baked_once_each() {
        List<String> expected = new ArrayList<>();
        for (int roll = 0; roll < 100; roll++) {
            shop.send(Sale.of("till", "orders", "roll " + roll));
            expected.add("roll " + roll);
        }
        List<String> baked = new ArrayList<>();
        for (int roll = 0; roll < 100; roll++) {
            baked.add(bread().replace("baked ", "").replace(" #1", ""));
        }

        assertThat(baked).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(shop.ledger("oven"))
                .filteredOn(entry -> entry.startsWith("roll"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void each_subscription_gets_the_news_once() {
        List<String> expected = new ArrayList<>();
        for (int number = 0; number < 20; number++) {
            shop.send(Sale.of("counter", "news", "news " + number));
            expected.add("news " + number);
        }

        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(newsOf("durable")).containsExactlyInAnyOrderElementsOf(expected));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(newsOf("shared")).containsExactlyInAnyOrderElementsOf(expected));
    }

    /** Other classes have news of their own. */
    private List<String> newsOf(String book) {
        return shop.ledger(book).stream()
                .filter(entry -> entry.startsWith("news "))
                .toList();
    }

    private String bread() {
        return String.join(" and ", shop.receive("till", "bread", "commit", LIMIT.toMillis()));
    }
}
