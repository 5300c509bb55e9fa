package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import io.postrider.servers.server.ServerExtension;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The adapter itself goes and comes back, with the broker inside and its journal: messages stay, threads and files do not. */
@Tag("wildfly")
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class AdapterRedeployIT {
    private static final long LIMIT_MILLIS = 30_000;
    private static final int TIMES = Integer.getInteger("postrider.redeployments", 3);
    private static final int REPORTED = 10;

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
