package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.server.ServerProcess.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLifeTest {
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

    @Test
    void aServerSaysWhereEverythingIsAndStopsInOrder() throws Exception {
        server.start();
        assertThat(server.address("tcp")).startsWith("tcp://127.0.0.1:");
        assertThat(server.address("data")).isEqualTo(server.data().toString());
        assertThat(Path.of(server.address("log"))).exists();
        assertThat(server.command("status").succeeded().out())
                .contains("running", "true", server.address("tcp"), "memory-used-bytes");
        assertThat(server.processWithInput("", "stop").succeeded().out()).contains("has stopped");
        assertThat(server.process().isAlive()).isFalse();
        assertThat(server.process().exitValue()).isZero();
        assertThat(server.log()).contains("PR005001", "PR005002", "PR001802", "PR005004");
        assertThat(server.command("status", "--json").failed(1, "").out()).contains("\"running\":false");
        server.processWithInput("", "stop").failed(1, "no server runs in");
        server.processWithInput("", "stpo").failed(2, "stop");
    }

    /** Epoll where the system has it, the JDK's selectors elsewhere, or where they are asked for. */
    @Test
    void bothKindsOfSelectorsServe() throws Exception {
        boolean linux = System.getProperty("os.name").equals("Linux")
                && System.getProperty("os.arch").equals("amd64");
        server.start();
        server.command("produce", "orders", "--message", "by one").succeeded();
        assertThat(server.log()).contains(linux ? "(plain TCP, epoll)" : "(plain TCP, NIO)");
        server.terminate();
        server.javaOption("-Dio.netty.transport.noNative=true");
        server.start();
        assertThat(server.command("consume", "orders").succeeded().out()).isEqualTo("by one\n");
        assertThat(server.log()).contains("(plain TCP, NIO)");
    }

    @Test
    void theFirstPasswordIsPrintedOnceAndStoredHashed() throws Exception {
        server.start();
        String password = server.address("password");
        String users = Files.readString(server.data().resolve("users.conf"));
        assertThat(users).contains("admin:pbkdf2").doesNotContain(password);
        assertThat(server.log()).doesNotContain(password);
        assertThat(server.terminate()).isZero();
        server.start();
        assertThat(server.output()).doesNotContain("password");
        assertThat(server.command("queue", "list").succeeded().out()).isNotNull();
    }

    @Test
    void messagesSurviveACrash() throws Exception {
        server.start();
        server.processWithInput("one\ntwo\nthree\n", "produce", "orders").succeeded();
        server.kill();
        assertThat(server.command("status", "--json").failed(1, "").out()).contains("\"running\":false");
        server.start();
        assertThat(server.processWithInput("", "consume", "orders").succeeded().out())
                .isEqualTo("one\ntwo\nthree\n");
        assertThat(server.command("consume", "orders").succeeded().out()).isEmpty();
    }

    @Test
    void aTakenPortIsAClearError() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Ended ended = server.command("run", "--set", "listen.port=" + taken.getLocalPort());
            ended.failed(1, "port " + taken.getLocalPort()).failed(1, "listen.port");
            assertThat(ended.err()).doesNotContain("\tat ");
        }
        assertThat(server.data().resolve("users.conf")).doesNotExist();
    }

    @Test
    void aDataDirectoryHasOneServerAtATime() throws Exception {
        server.start();
        server.command("run", "--set", "listen.port=0").failed(1, "is in use");
        // the note of the process is a courtesy, the lock of the journal is what counts
        Files.delete(server.data().resolve("server.properties"));
        server.command("run", "--set", "listen.port=0").failed(1, server.data().toString());
        assertThat(server.command("produce", "orders", "--message", "hi", "--url", server.address("tcp"))
                        .succeeded()
                        .out())
                .contains("sent 1 message");
    }

    @Test
    void theJournalOfAStoppedServerIsChecked() throws Exception {
        server.start();
        server.commandWithInput("one\ntwo\n", "produce", "orders").succeeded();
        server.command("check").failed(1, "journal");
        server.terminate();
        assertThat(server.command("check").succeeded().out())
                .containsPattern("damaged-records +0")
                .containsPattern("queue://orders +2");
        server.command("check", "--data", directory.resolve("nowhere").toString())
                .failed(1, "there is no journal");
    }

    @Test
    void aDamagedJournalIsToldAndRepaired() throws Exception {
        server.start();
        server.commandWithInput("first of all\nsecond of all\nthird of all\n", "produce", "orders")
                .succeeded();
        server.terminate();
        damage("second of all");
        for (String[] told : new String[][] {{"check"}, {"repair", "--dry-run"}, {"repair", "--dry-run"}, {"repair"}}) {
            assertThat(server.command(told).failed(1, "").out())
                    .containsPattern("damaged-records +1")
                    .containsPattern("lost queue://orders +1")
                    .containsPattern("damage-1 +segment .* block");
        }
        assertThat(server.command("check").succeeded().out())
                .containsPattern("damaged-records +0")
                .containsPattern("queue://orders +2");
        assertThat(server.command("repair").succeeded().out()).contains("nothing to repair");
        server.start();
        assertThat(server.processWithInput("", "consume", "orders").succeeded().out())
                .isEqualTo("first of all\nthird of all\n");
    }

    /** Flips a byte of the message in the files of the journal's tables. */
    private void damage(String text) throws Exception {
        Path tables = server.data().resolve("journal").resolve("journal").resolve("seg0");
        try (Stream<Path> files = Files.list(tables)) {
            for (Path file : files.toList()) {
                byte[] bytes = Files.readAllBytes(file);
                int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
                if (at >= 0) {
                    bytes[at + text.length() - 1] ^= 0x55;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new AssertionError(text + " is in no file");
    }
}
