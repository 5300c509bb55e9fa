package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ServerExtension;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The broker is another process, which was not there when the application was deployed, and goes away now and then. */
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class OutsideBrokerIT {
    private static final Duration LIMIT = Duration.ofSeconds(40);

    private final Shop shop = new Shop();

    @Deployment(name = "shop", order = 1, testable = false)
    static WebArchive shopArchive() {
        return BakeryArchives.shop();
    }

    @Deployment(name = "courier", order = 2, testable = false)
    static WebArchive courierArchive() {
        return BakeryArchives.courier();
    }

    @Test
    void what_components_send_and_beans_take_survives_restarts_of_the_broker() throws Exception {
        for (int life = 1; life <= 3; life++) {
            try (OutsideBroker outside = new OutsideBroker()) {
                sendUntilItWorks("cake " + life);
                assertThat(outside.receive("sales", LIMIT.toMillis())).isEqualTo("cake " + life);
                assertThat(shop.ledger("till"))
                        .filteredOn(("cake " + life)::equals)
                        .hasSize(1);

                String parcel = "parcel " + life;
                outside.send("orders", parcel);
                await().atMost(LIMIT)
                        .untilAsserted(() -> assertThat(shop.ledger("courier")).containsOnlyOnce(parcel));
            }
        }
    }

    /** A pooled connection to the former broker is noticed as broken at its next use, at the latest. */
    private void sendUntilItWorks(String text) {
        await().atMost(LIMIT).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            shop.send(Sale.of("outside", "sales", text));
        });
    }
}
