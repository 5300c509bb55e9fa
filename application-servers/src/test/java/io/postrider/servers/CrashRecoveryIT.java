package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import io.postrider.servers.server.ServerExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The server is killed when all resources of a transaction have prepared and none has committed; it starts and finishes them. The
 * last class of a run, which takes back nothing that it deploys: some of Arquillian's adapters do not find the server again once it
 * was started anew.
 */
@Order(Integer.MAX_VALUE)
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class CrashRecoveryIT {
    private static final Duration REACHED = Duration.ofSeconds(120);
    private static final Duration RECOVERED = Duration.ofMinutes(4);

    private final Shop shop = new Shop();

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = "shop", managed = false, testable = false)
    static WebArchive shopArchive() {
        return BakeryArchives.shop();
    }

    @Test
    @Timeout(900)
    void every_branch_is_committed_after_the_restart() throws Exception {
        deployer.deploy("shop");
        ApplicationServer server = ApplicationServer.chosen();
        Path mark = Files.createTempFile("commit", ".begun");
        Files.delete(mark);
        try (OutsideBroker outside = new OutsideBroker()) {
            await().atMost(REACHED)
                    .ignoreExceptionsMatching(notYet -> notYet instanceof AssertionError)
                    .until(() -> {
                        shop.send(Sale.of("outside", "bread", "before"));
                        return true;
                    });
            shop.haltAtCommit(mark.toString());
            shop.sendWithoutWaiting(Sale.of("both", "sales", "survivor"));
            await().atMost(REACHED).until(() -> Files.exists(mark) && Files.size(mark) > 0);
            assertThat(mark).hasContent("two phases");
            assertThat(outside.branchesInDoubt()).isEqualTo(1);
            assertThat(outside.receive("sales", 1)).isNull();

            server.kill();
            assertThat(outside.branchesInDoubt()).isEqualTo(1);
            server.start();

            await().atMost(RECOVERED).until(() -> outside.branchesInDoubt() == 0);
            assertThat(outside.receive("sales", REACHED.toMillis())).isEqualTo("survivor");
            assertThat(outside.receive("sales", 1)).isNull();
            await().atMost(RECOVERED)
                    .ignoreExceptionsMatching(notYet -> notYet instanceof AssertionError)
                    .untilAsserted(() -> assertThat(shop.ledger("till")).contains("survivor"));
            assertThat(shop.receive("till", "sales", "commit", REACHED.toMillis()))
                    .containsExactly("survivor #1");
        } finally {
            Files.deleteIfExists(mark);
            if (!server.isRunning()) {
                server.start();
            }
        }
    }
}
