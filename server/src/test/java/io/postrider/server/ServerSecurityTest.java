package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerSecurityTest {
    @TempDir
    Path directory;

    private ServerProcess server;

    @BeforeEach
    void prepare() {
        server = new ServerProcess(directory);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void become(String user, String password) {
        server.variable("POSTRIDER_USER", user);
        server.variable("POSTRIDER_PASSWORD", password);
    }

    @Test
    void usersAreKeptWhileTheServerRuns() throws Exception {
        server.start();
        Path password = server.file("password", "s3cret\n");
        server.command("user", "add", "anna", "--role", "clerk", "--password-file", password.toString())
                .succeeded();
        assertThat(server.command("user", "list").succeeded().out())
                .containsPattern("admin +admin")
                .containsPattern("anna +clerk");
        become("anna", "s3cret");
        server.command("produce", "orders", "--message", "hi").succeeded();
        server.command("queue", "purge", "orders").failed(1, "no permission");
        server.commandWithInput("another\n", "user", "passwd", "anna").succeeded();
        server.command("produce", "orders", "--message", "hi").failed(1, "do not fit");
        become("anna", "another");
        server.command("user", "roles", "anna", "admin").succeeded();
        server.command("queue", "purge", "orders").succeeded();
        server.command("user", "add", "anna", "--password-file", password.toString())
                .failed(1, "already");
        assertThat(server.command("user", "remove", "anna", "--json")
                        .succeeded()
                        .out())
                .contains("\"user\":\"anna\"");
        server.command("user", "remove", "anna").failed(1, "there is no user anna");
        server.command("user", "passwd", "anna").failed(1, "there is no user anna");
        server.command("produce", "orders", "--message", "hi").failed(1, "do not fit");
    }

    @Test
    void guestsAreRefusedUnlessTheyAreWelcome() throws Exception {
        server.start();
        become("", "");
        server.command("produce", "orders", "--message", "hi").failed(1, "wants a user name");
        server.terminate();
        server.start("--set", "security.guests=true");
        server.command("produce", "orders", "--message", "hi").succeeded();
        server.command("status").succeeded();
        server.command("queue", "list").succeeded();
        server.command("journal", "status").failed(1, "no permission");
    }

    @Test
    void rulesSayWhoMayDoWhat() throws Exception {
        Path file = server.file(
                "rules.yaml",
                """
                security:
                  permissions:
                    - "> all admin"
                    - "orders.> send,create clerk"
                """);
        server.command(
                        "user",
                        "add",
                        "anna",
                        "--role",
                        "clerk",
                        "--password-file",
                        server.file("password", "s3cret").toString())
                .succeeded();
        server.start("--config", file.toString());
        become("anna", "s3cret");
        server.command("produce", "orders.new", "--message", "hi").succeeded();
        server.command("consume", "orders.new").failed(1, "no permission to consume");
        server.command("produce", "bills", "--message", "hi").failed(1, "no permission");
        assertThat(server.log()).contains("PR001703");

        Files.writeString(file, "security:\n  permissions:\n    - \"> all admin\"\n    - \"bills sned clerk\"\n");
        await().untilAsserted(() -> assertThat(server.log())
                .contains("PR005022 the permissions stay as they were: " + file + ", line")
                .contains("there is no permission \"sned\""));
        server.command("produce", "orders.new", "--message", "hi").succeeded();

        Files.writeString(
                file,
                """
                security:
                  permissions:
                    - "> all admin"
                    - "bills send,create clerk"
                limits:
                  maxConnections: 77
                """);
        await().untilAsserted(() -> assertThat(server.log()).contains("PR005021"));
        assertThat(server.log()).contains("PR005023").contains("[limits.maxConnections]");
        server.command("produce", "bills", "--message", "hi").succeeded();
        server.command("produce", "orders.new", "--message", "hi").failed(1, "no permission");

        Files.delete(file);
        await().untilAsserted(() -> assertThat(server.log()).contains(file + " cannot be read"));
        server.command("consume", "bills").failed(1, "no permission to consume");
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(60, TimeUnit.SECONDS);
    }
}
