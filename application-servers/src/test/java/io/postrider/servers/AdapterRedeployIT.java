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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The adapter itself goes and comes back, with the broker inside and its journal: messages stay; threads, files and classes do not. */
@Tag("wildfly")
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class AdapterRedeployIT {
    private static final long LIMIT_MILLIS = 30_000;
    private static final int TIMES = Integer.getInteger("postrider.redeployments", 5);
    private static final int REPORTED = 10;

    /** Narayana looks for branches of the resources it has seen for 40 s more, and an idle thread of a work manager lives for 10 s. */
    private static final Duration FORGOTTEN = Duration.ofMinutes(5);

    /**
     * Class loaders of adapters, however many there were: of the one that is deployed, of the one whose record's equals JDK 17 has linked last, and what
     * the two threads for requests that WildFly keeps have served last.
     */
    private static final int REMEMBERED = 4;

    private final Shop shop = new Shop();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "shop", managed = false, testable = false)
    static WebArchive shopArchive() {
        return BakeryArchives.shop();
    }

    @Deployment(name = "oven", managed = false, testable = false)
    static WebArchive ovenArchive() {
        return BakeryArchives.oven();
    }

    @Test
    @Timeout(7200)
    void messages_outlive_the_adapter_and_nothing_else_does() throws Exception {
        ServerFootprint before = keepOverARedeployment("warm-up");
        ServerFootprint after = before;
        for (int time = 1; time <= TIMES; time++) {
            after = keepOverARedeployment("rye " + time);
            if (time % REPORTED == 0) {
                System.out.println("redeployment " + time + " of the adapter: " + after);
            }
        }
        System.out.println(TIMES + " redeployments of the adapter: before " + before + "; after " + after
                + "; threads that came: " + after.newThreads(before));

        assertThat(after.ours()).isEqualTo(before.ours());
        // ours, above, are as many as before; the pools of WildFly itself grow by some in the beginning
        assertThat(after.threads()).as("%s", after.newThreads(before)).isLessThan(before.threads() + TIMES + 10);
        // an archive that stays open has 11 jars; the journal's open files vary by a few
        assertThat(after.files()).isLessThan(before.files() + 5 * TIMES);
        classLoadersAreForgotten();
    }

    private void classLoadersAreForgotten() {
        deployer.deploy("shop");
        await("class loaders of adapters that are undeployed")
                .atMost(FORGOTTEN)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() ->
                        assertThat(shop.footprintShortOfMemory().adapters()).isLessThanOrEqualTo(REMEMBERED));
        System.out.println("when memory has been short: " + shop.footprint());
        deployer.undeploy("shop");
    }

    private ServerFootprint keepOverARedeployment(String text) throws Exception {
        deployer.deploy("shop");
        shop.send(Sale.of("till", "orders", text));
        deployer.undeploy("shop");

        ApplicationServer.chosen().redeployAdapter();
        deployer.deploy("shop");
        deployer.deploy("oven");
        assertThat(shop.receive("till", "bread", "commit", LIMIT_MILLIS)).containsExactly("baked " + text + " #1");
        ServerFootprint footprint = shop.footprint();
        deployer.undeploy("oven");
        deployer.undeploy("shop");
        return footprint;
    }
}
