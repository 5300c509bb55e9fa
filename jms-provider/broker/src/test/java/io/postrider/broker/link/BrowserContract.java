package io.postrider.broker.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.Delivery;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Browsers of queues. */
public abstract class BrowserContract extends BrokerLinkContract {

    @Test
    void itShowsAllInOrderOfDeliveryAndTakesNothing() {
        link.send(ORDERS, "low", builder -> builder.priority(1));
        link.send(ORDERS, "a", "b", "c");
        link.send(ORDERS, "high", builder -> builder.priority(9));

        assertThat(link.browse(ORDERS, null)).containsExactly("high", "a", "b", "c", "low");
        assertThat(link.drain(ORDERS)).hasSize(5);
    }

    @Test
    void itShowsWhatIsDeliveredAndNotAcknowledged() {
        link.send(ORDERS, "a", "b", "c");
        TestConsumer consumer = link.consume(ORDERS, 2);
        consumer.acknowledge(1, 1);

        assertThat(link.browse(ORDERS, null)).containsExactly("b", "c");
    }

    @Test
    void aSelectorChooses() {
        for (int n = 0; n < 10; n++) {
            link.sendWith(ORDERS, "m" + n, "n", n);
        }

        assertThat(link.browse(ORDERS, "n > 6")).containsExactly("m7", "m8", "m9");
    }

    @Test
    void itShowsNeitherWhatComesLaterNorWhatLeavesMeanwhile() {
        link.send(ORDERS, "a", "b", "c", "d");
        long browser = link.newNumber();
        Awaited.of(link.link().openBrowser(browser, ORDERS, null));
        List<Delivery> first = Awaited.of(link.link().browse(browser, 1));
        link.send(ORDERS, "late");
        TestConsumer consumer = link.consume(ORDERS, 2);
        consumer.acknowledge(1, 2);

        List<Delivery> rest = Awaited.of(link.link().browse(browser, 10));

        assertThat(first).extracting(one -> Received.text(one.message())).containsExactly("a");
        assertThat(rest).extracting(one -> Received.text(one.message())).containsExactly("c", "d");
        assertThat(Awaited.of(link.link().browse(browser, 10))).isEmpty();
    }

    @Test
    void itShowsNothingThatIsExpiredOrDelayed() {
        long now = System.currentTimeMillis();
        link.send(ORDERS, "expired", builder -> builder.expirationMillis(now - 1));
        link.send(ORDERS, "delayed", builder -> builder.deliveryTimeMillis(now + 60_000));
        link.send(ORDERS, "there");

        assertThat(link.browse(ORDERS, null)).containsExactly("there");
    }

    @Test
    void onlyQueuesAndValidSelectorsAreBrowsed() {
        assertThat(Awaited.errorOf(link.link().openBrowser(link.newNumber(), PRICES, null)))
                .isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(Awaited.errorOf(link.link().openBrowser(link.newNumber(), ORDERS, "n =")))
                .isEqualTo(BrokerError.INVALID_SELECTOR);
    }
}
