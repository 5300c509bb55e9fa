package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed when all resources of a transaction have prepared and none has committed; it starts and finishes them. An
 * instance of its own, as some of Arquillian's adapters do not find a server again that was started anew.
 */
class CrashRecoveryIT {
    private static final Duration REACHED = Duration.ofSeconds(120);
    private static final Duration RECOVERED = Duration.ofMinutes(4);

    private final ApplicationServer server = ApplicationServer.another();
    private final Shop shop = new Shop(server);

    @TempDir
    private Path directory;

    @BeforeEach
    void deploy() throws Exception {
        server.start();
        File archive = directory.resolve("shop.war").toFile();
        BakeryArchives.shop().as(ZipExporter.class).exportTo(archive);
        server.deploy(archive.toPath());
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    @Timeout(900)
    void every_branch_is_committed_after_the_restart() throws Exception {
        Path mark = directory.resolve("commit.begun");
        try (OutsideBroker outside = new OutsideBroker(server)) {
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
        }
    }
}
