package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.server.ServerProcess.Ended;
import jakarta.jms.Session;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command at least once, against one server process. Each test has its own destinations. */
class CommandsTest {
    @TempDir
    static Path directory;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = new ServerProcess(directory);
        server.start(
                "--set", "broker.maxDeliveryAttempts=1", "--set", "broker.policies=shop.* redeliveryDelayMillis=100");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static String run(String... arguments) throws Exception {
        return server.command(arguments).succeeded().out();
    }

    private static PostriderConnectionFactory factory() throws Exception {
        PostriderConnectionFactory factory = new PostriderConnectionFactory(server.address("tcp"));
        factory.setUserName("admin");
        factory.setPassword(server.address("password"));
        return factory;
    }

    @Test
    void linesGoInAndComeOutInOrder() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_234; i++) {
            lines.append("line ").append(i).append('\n');
        }
        assertThat(server.commandWithInput(lines.toString(), "produce", "lines", "--batch", "100")
                        .succeeded()
                        .out())
                .contains("sent 1234 messages to lines");
        assertThat(run("consume", "lines", "--count", "1000").lines()).hasSize(1000);
        assertThat(run("consume", "queue://lines").lines()).hasSize(234).first().isEqualTo("line 1000");
    }

    /** Messages are acknowledged once they are written, and what is written to a closed pipe is not. */
    @Test
    void whatNobodyReadsAnyLongerStaysInTheQueue() throws Exception {
        String line = "a line of some length, so that a pipe does not hold many of them\n";
        int lines = 50_000;
        server.commandWithInput(line.repeat(lines), "produce", "unread").succeeded();
        assertThat(server.processReadOnce("consume", "unread")).isEqualTo(1);
        assertThat(run("consume", "unread").lines()).hasSizeGreaterThan(lines / 2);
    }

    @Test
    void filesGoInAndComeOutAsTheyAre() throws Exception {
        byte[] bytes = new byte[100_000];
        new Random(42).nextBytes(bytes);
        Path in = Files.write(directory.resolve("in.bin"), bytes);
        Path out = directory.resolve("out.bin");
        run("produce", "files", "--bytes", "--file", in.toString());
        run("consume", "files", "--raw", "--file", out.toString());
        assertThat(out).hasSameBinaryContentAs(in);
        server.commandWithInput("two\nlines", "produce", "files", "--whole").succeeded();
        assertThat(run("consume", "files", "--raw")).isEqualTo("two\nlines");
    }

    @Test
    void headersAndPropertiesAreShownAndFilteredBy() throws Exception {
        run("produce", "typed", "--message", "a", "--property", "n:int=7", "--property", "who=anna", "--type", "t");
        run("produce", "typed", "--message", "b", "--property", "n:int=8", "--priority", "9", "--ttl", "600000");
        assertThat(run("browse", "typed", "--filter", "n = 7", "--json"))
                .contains("\"n\":7", "\"who\":\"anna\"", "\"type\":\"t\"", "\"text\":\"a\"")
                .doesNotContain("\"text\":\"b\"");
        assertThat(run("browse", "typed").lines()).hasSize(3);
        assertThat(run("consume", "typed", "--filter", "n > 7", "--json")).contains("\"priority\":9", "\"expires\":");
        assertThat(run("consume", "typed", "--count", "1")).isEqualTo("a\n");
        server.command("produce", "typed", "--message", "c", "--property", "n:date=8")
                .failed(1, "unknown type \"date\"");
        server.command("browse", "typed", "--filter", "n >").failed(1, "");
        server.command("browse", "topic://typed").failed(1, "is no queue");
    }

    @Test
    void queuesAreMadePausedPurgedAndDeleted() throws Exception {
        run("queue", "create", "made");
        run("queue", "pause", "made");
        run("produce", "made", "--message", "held");
        assertThat(run("consume", "made")).isEmpty();
        assertThat(run("queue", "list", "--pattern", "made", "--json"))
                .contains("\"name\":\"made\"", "\"depth\":1", "\"paused\":true");
        run("queue", "resume", "made");
        assertThat(run("consume", "made")).isEqualTo("held\n");
        run("produce", "made", "--message", "x");
        assertThat(run("queue", "purge", "made", "--json")).contains("\"messages\":1");
        run("queue", "delete", "made");
        assertThat(run("queue", "list")).doesNotContain("made");
        server.command("queue", "purge", "made").failed(1, "does not exist");
        server.command("queue", "purge").failed(2, "NAME");
        server.command("queue").failed(2, "a command is missing");
    }

    @Test
    void topicsAndSubscriptionsAreMadePausedPurgedAndDeleted() throws Exception {
        run("topic", "create", "news");
        run("subscription", "create", "news", "archive", "--shared");
        run("produce", "topic://news", "--message", "first");
        assertThat(run("consume", "topic://news", "--subscription", "archive", "--shared"))
                .isEqualTo("first\n");
        run("subscription", "pause", "archive");
        run("produce", "topic://news", "--message", "second");
        assertThat(run("subscription", "list", "--json")).contains("\"name\":\"archive\"", "\"depth\":1");
        run("subscription", "resume", "archive");
        assertThat(run("subscription", "purge", "archive", "--json")).contains("\"messages\":1");
        run("topic", "pause", "news");
        run("topic", "resume", "news");
        run("topic", "purge", "news");
        assertThat(run("topic", "list")).contains("news");
        run("subscription", "delete", "archive");
        run("topic", "delete", "news");
        assertThat(run("topic", "list")).doesNotContain("news");
    }

    @Test
    void messagesAreMovedAndDeadOnesRedriven() throws Exception {
        run("produce", "from", "--message", "red", "--property", "color=red");
        run("produce", "from", "--message", "blue", "--property", "color=blue");
        assertThat(run("move", "from", "to", "--filter", "color = 'red'", "--dry-run", "--json"))
                .contains("\"messages\":1", "\"dry-run\":true");
        run("move", "from", "to", "--filter", "color = 'red'");
        assertThat(run("consume", "to")).isEqualTo("red\n");

        try (var context = factory().createContext(Session.SESSION_TRANSACTED)) {
            var consumer = context.createConsumer(context.createQueue("from"));
            assertThat(consumer.receive(10_000)).isNotNull();
            context.rollback();
        }
        assertThat(run("consume", "from")).isEmpty();
        assertThat(run("redrive", "DLQ", "--dry-run")).contains("queue://from");
        run("redrive", "DLQ", "--filter", "color = 'blue'");
        assertThat(run("consume", "from")).isEqualTo("blue\n");
    }

    @Test
    void policiesAreShown() throws Exception {
        assertThat(run("policy", "list", "--json")).contains("\"shop.*\"", "\"redeliveryDelayMillis\"", "\"100\"");
        assertThat(run("policy", "show", "shop.eu")).contains("redeliveryDelayMillis", "shop.*", "maxDeliveryAttempts");
        run("queue", "create", "shop.eu");
        assertThat(run("queue", "list", "--json"))
                .contains("\"policy\":\"maxDeliveryAttempts=1 redeliveryDelayMillis=100\"");
        run("queue", "delete", "shop.eu");
    }

    @Test
    void branchesInDoubtAreDecided() throws Exception {
        for (String decision : new String[] {"commit", "rollback"}) {
            try (XAConnection connection = factory().createXAConnection();
                    XASession session = connection.createXASession()) {
                Xid xid = new Branch(decision.getBytes(StandardCharsets.US_ASCII));
                session.getXAResource().start(xid, XAResource.TMNOFLAGS);
                session.createProducer(session.createQueue("doubt")).send(session.createTextMessage(decision));
                session.getXAResource().end(xid, XAResource.TMSUCCESS);
                session.getXAResource().prepare(xid);
            }
            Matcher branch = Pattern.compile("\"branch\":\"([^\"]+)\",\"state\":\"in doubt\"")
                    .matcher(run("transactions", "list", "--json"));
            assertThat(branch.find()).isTrue();
            run("transactions", decision, branch.group(1));
            run("transactions", "forget", branch.group(1));
        }
        assertThat(run("transactions", "list", "--json").strip()).isEqualTo("[]");
        assertThat(run("consume", "doubt")).isEqualTo("commit\n");
    }

    private record Branch(byte[] globalPart) implements Xid {
        @Override
        public int getFormatId() {
            return 1;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return globalPart;
        }

        @Override
        public byte[] getBranchQualifier() {
            return new byte[] {1};
        }
    }

    @Test
    void theBrokerTellsOfItself() throws Exception {
        assertThat(run("connection", "list", "--json")).contains("\"user\":\"admin\"");
        assertThat(run("journal", "status")).contains("store-bytes");
        assertThat(run("perf", "--messages", "200", "--producers", "2", "--consumers", "2", "--json"))
                .contains("\"messages\":200", "\"p99-micros\":");
    }

    @Test
    void settingsAreShownWithTheirSourceAndSecretsAreNot() throws Exception {
        Ended shown = server.command("config", "--set", "tls.keyStorePassword=hush", "--set", "listen.port=1");
        assertThat(shown.succeeded().out())
                .containsPattern("listen\\.port +1 +command line")
                .containsPattern("tls\\.keyStorePassword +\\*+ +command line")
                .containsPattern("data\\.directory +\\S+ +variable POSTRIDER_DATA_DIRECTORY")
                .doesNotContain("hush");
        assertThat(run("config", "--json")).contains("\"variable\":\"POSTRIDER_LISTEN_PORT\"");
        Path file = server.file("wrong.yaml", "listen:\n  prot: 1\n");
        server.command("config", "--config", file.toString())
                .failed(2, "line 2")
                .failed(2, "listen.port");
        server.command("run", "--set", "lisen.port=1").failed(2, "did you mean \"listen.port\"?");
    }

    @Test
    void theCompletionScriptIsOneThatBashUnderstands() throws Exception {
        Path script = server.file("completion.sh", run("completion"));
        Process bash = new ProcessBuilder("bash", "-n", script.toString()).start();
        assertThat(bash.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(bash.exitValue()).isZero();
        assertThat(script).content().contains("redrive", "transactions", "--dry-run");
    }

    @Test
    void whatIsNotUnderstoodIsSaidInALine() throws Exception {
        Ended ended = server.command("prodce", "orders").failed(2, "prodce");
        assertThat(ended.err()).contains("produce");
        server.command().failed(2, "a command is missing");
        assertThat(run("--version")).contains("Postrider");
        assertThat(run("produce", "--help")).contains("DESTINATION", "--property");
    }

    @Test
    void mistakesAreToldInWords() throws Exception {
        String nowhere = directory.resolve("nowhere").toString();
        server.command("produce", "wrong", "--file", nowhere).failed(1, nowhere + ": there is no such file");
        server.command("produce", "wrong", "--file", directory.toString()).failed(1, directory + " is a directory");
        server.command("consume", "wrong", "--file", nowhere + "/out").failed(1, "out: there is no such file");
        server.command("queue", "list", "--password-file", nowhere).failed(1, nowhere + " cannot be read: there is no");
        server.command("queue", "list", "--config", nowhere).failed(2, nowhere + " cannot be read: there is no such");
        server.command("produce", "topc://news", "--message", "x").failed(1, "\"topc://news\" is no destination");
        server.command("produce", "wrong", "--message", "x", "--batch", "0").failed(2, "--batch must be above 0");
        server.command("consume", "wrong", "--count", "-1").failed(2, "--count must be above 0");
        server.command("consume", "wrong", "--wait", "-1").failed(2, "--wait must not be below 0");
        server.command("browse", "wrong", "--limit", "0").failed(2, "--limit must be above 0");
        server.command("queue", "lst").failed(2, "there is no command \"lst\"");
        server.command("quue").failed(2, "there is no command \"quue\"");
        server.command("status", "extra").failed(2, "'extra'");
        assertThat(run("queue", "list")).doesNotContain("wrong").doesNotContain("topc");
    }

    @Test
    void whatHasNothingToTellSaysThatItIsDone() throws Exception {
        for (String verb : new String[] {"create", "pause", "resume", "delete"}) {
            assertThat(run("queue", verb, "silent")).as(verb).isEqualTo("done\n");
        }
        assertThat(run("queue", "create", "silent", "--json")).isEqualTo("[]\n");
        assertThat(run("transactions", "list")).isEqualTo("(none)\n");
    }

    @Test
    void statusTellsWhatItKnowsThoughTheFiguresAreRefused() throws Exception {
        Path password = Files.writeString(directory.resolve("wrong.password"), "wrong");
        Ended ended = server.command("status", "--json", "--user", "nobody", "--password-file", password.toString());
        assertThat(ended.failed(1, "do not fit").out()).contains("\"running\":true");
    }
}
