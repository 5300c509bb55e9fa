package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import io.postrider.servers.server.ServerExtension;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** Message-driven beans go and come back: nothing that came meanwhile is lost, and nothing of theirs stays behind. */
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class RedeployIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int TIMES = Integer.getInteger("postrider.redeployments", 10);

    private final Shop shop = new Shop();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "shop", testable = false)
    static WebArchive shopArchive() {
        return BakeryArchives.shop();
    }

    @Deployment(name = "oven", managed = false, testable = false)
    static WebArchive ovenArchive() {
        return BakeryArchives.oven();
    }

    @Test
    void what_came_meanwhile_is_delivered() {
        deployer.deploy("oven");
        deployer.undeploy("oven");
        shop.send(Sale.of("till", "orders", "early rye"));
        shop.send(Sale.of("counter", "news", "early news"));
        assertThat(shop.browse("orders", "none")).containsExactly("early rye");
        assertThat(shop.browse("bread", "none")).isEmpty();

        deployer.deploy("oven");
        assertThat(shop.receive("till", "bread", "commit", LIMIT.toMillis())).containsExactly("baked early rye #1");
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.ledger("durable")).containsOnlyOnce("early news"));
        await().atMost(LIMIT)
                .untilAsserted(() -> assertThat(shop.ledger("shared")).containsOnlyOnce("early news"));
        deployer.undeploy("oven");
    }

    @Test
    @Timeout(3600)
    void many_times_leave_no_threads_behind() {
        bakeOnceDeployed("warm-up");
        ServerFootprint before = shop.footprint();
        for (int time = 0; time < TIMES; time++) {
            bakeOnceDeployed("rye " + time);
        }
        ServerFootprint after = shop.footprint();
        System.out.println(TIMES + " redeployments: before " + before + "; after " + after + "; threads that came: "
                + after.newThreads(before));

        // pools of connections may have grown a little, but nothing grows by a thread each time
        assertThat(after.ours()).isLessThan(before.ours() + TIMES);
        assertThat(after.newThreadsBeside(ApplicationServer.chosen().ownPools(), before))
                .as("threads that came: %s", after.newThreads(before))
                .isLessThan(TIMES);
        assertThat(after.files()).isLessThan(before.files() + 5 * TIMES);
    }

    private void bakeOnceDeployed(String text) {
        deployer.deploy("oven");
        shop.send(Sale.of("till", "orders", text));
        assertThat(shop.receive("till", "bread", "commit", LIMIT.toMillis())).containsExactly("baked " + text + " #1");
        deployer.undeploy("oven");
    }
}
