package io.postrider.junit5;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;
import io.postrider.broker.BrokerStatus;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A broker with a name of its own, and its directory. */
final class TestBroker {
    /** How long what is being consumed just now may take: an acknowledgement follows after a listener has returned. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Broker broker;
    private final Path directory;

    private TestBroker(Broker broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    static TestBroker start(String testName, TestJournal journal, UnaryOperator<BrokerBuilder> configuration)
            throws BrokerException, IOException {
        BrokerBuilder builder = Postrider.broker().name(uniqueName(testName));
        if (journal == TestJournal.MEMORY) {
            return new TestBroker(configuration.apply(builder.journal("memory")).start(), null);
        }
        Path directory = Files.createTempDirectory("postrider-test-");
        try {
            return new TestBroker(
                    configuration.apply(builder.dataDirectory(directory)).start(), directory);
        } catch (BrokerException | RuntimeException e) {
            delete(directory);
            throw e;
        }
    }

    private static String uniqueName(String testName) {
        return testName.replaceAll("[^A-Za-z0-9]", "") + "-" + UUID.randomUUID();
    }

    Broker broker() {
        return broker;
    }

    String url() {
        return "vm://" + broker.name() + "?create=false";
    }

    PostriderConnectionFactory connectionFactory() {
        return new PostriderConnectionFactory(url());
    }

    /** What lies in queues and subscriptions, in words; empty if nothing does. Waits a moment for what is being consumed. */
    String leftMessages() {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        List<BrokerStatus.Queue> left = notEmpty();
        while (left.stream().anyMatch(queue -> queue.inFlight() > 0) && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(POLL_NANOS);
            left = notEmpty();
        }
        return left.stream().map(TestBroker::describe).sorted().collect(Collectors.joining(", "));
    }

    private List<BrokerStatus.Queue> notEmpty() {
        return broker.status().queues().stream()
                .filter(queue -> queue.depth() > 0)
                .toList();
    }

    private static String describe(BrokerStatus.Queue queue) {
        String count = queue.name() + " has " + queue.depth() + (queue.depth() == 1 ? " message" : " messages");
        return queue.inFlight() == 0 ? count : count + " (" + queue.inFlight() + " delivered, not acknowledged)";
    }

    /** Removes all messages that are not delivered just now. */
    void drain() {
        purgeAll(ManagementVerb.QUEUE_LIST, ManagementVerb.QUEUE_PURGE);
        purgeAll(ManagementVerb.TOPIC_LIST, ManagementVerb.TOPIC_PURGE);
    }

    private void purgeAll(ManagementVerb list, ManagementVerb purge) {
        for (Map<String, Object> row : manage(ManagementRequest.of(list))) {
            if (!Objects.equals(row.get("temporary"), true)) {
                manage(ManagementRequest.of(purge).with(ManagementArgument.NAME, row.get("name")));
            }
        }
    }

    private List<Map<String, Object>> manage(ManagementRequest request) {
        return broker.manage(request).toCompletableFuture().join().rows();
    }

    void close() throws IOException {
        broker.close();
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
