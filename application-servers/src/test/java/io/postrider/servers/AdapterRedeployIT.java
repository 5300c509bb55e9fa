package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import io.postrider.servers.server.ServerExtension;
import java.util.Map;
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
    @Timeout(3600)
    void messages_outlive_the_adapter_and_nothing_else_does() throws Exception {
        Map<String, Long> before = keepOverARedeployment("warm-up");
        Map<String, Long> after = before;
        for (int time = 0; time < TIMES; time++) {
            after = keepOverARedeployment("rye " + time);
        }
        System.out.println(TIMES + " redeployments of the adapter: before " + before + ", after " + after);

        assertThat(after.get("postrider")).isEqualTo(before.get("postrider"));
        // ours, above, are as many as before; the pools of WildFly itself grow by some in the beginning
        assertThat(after.get("threads")).isLessThan(before.get("threads") + TIMES + 10);
        // no word of classes, which WildFly's idle threads keep for a while: docs/servers/wildfly.md
        // an archive that stays open has 11 jars; the journal's open files vary by a few
        assertThat(after.get("files")).isLessThan(before.get("files") + 5 * TIMES);
    }

    private Map<String, Long> keepOverARedeployment(String text) throws Exception {
        deployer.deploy("shop");
        shop.send(Sale.of("till", "orders", text));
        deployer.undeploy("shop");

        ApplicationServer.chosen().redeployAdapter();
        deployer.deploy("shop");
        deployer.deploy("oven");
        assertThat(shop.receive("till", "bread", "commit", LIMIT_MILLIS)).containsExactly("baked " + text + " #1");
        Map<String, Long> footprint = shop.footprint();
        deployer.undeploy("oven");
        deployer.undeploy("shop");
        return footprint;
    }
}
