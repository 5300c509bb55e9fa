package io.postrider.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.soak.LongRun;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Senders and receivers of each kind over both links, on Derby, while other connections come and go; a short time by default, {@code
 * -Dpostrider.soakSeconds=1800} for long. Nothing may be lost, doubled without a flag, out of order, or seen again after its
 * acknowledgement; and over a minute or more, what the process takes must stay as it was in the first third. {@code
 * -Dpostrider.seed=N} chooses again as before.
 */
@Tag(LongRun.TAG)
class SoakTest {
    private static final int DEFAULT_SECONDS = 5;
    private static final int JUDGED_FROM_SECONDS = 60;
    private static final int SAMPLES = 60;
    private static final Duration GUARD = Duration.ofMinutes(10);
    private static final long HEAP_ALLOWANCE = 16L << 20;
    private static final long THREADS_ALLOWANCE = 8;
    private static final long FILES_ALLOWANCE = 40;

    /** Derby's log up to a checkpoint and one more, and a few segments. */
    private static final long STORE_ALLOWANCE = 400L << 20;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final List<SoakStream> streams = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Resources> samples = new ArrayList<>();
    private long visits;

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void nothingIsLostAndNothingGrows() throws Exception {
        int seconds = LongRun.seconds("postrider.soakSeconds", DEFAULT_SECONDS);
        LongRun.tell("SoakTest: postrider.seed=" + seed + " postrider.soakSeconds=" + seconds);
        try (Broker broker = Broker.named("soak")
                        .dataDirectory(directory)
                        .guests(true)
                        .maxDeliveryAttempts(0)
                        .start();
                Acceptor acceptor =
                        Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept)) {
            ConnectionFactory inside = new PostriderConnectionFactory("vm://soak?create=false");
            ConnectionFactory outside = new PostriderConnectionFactory("tcp://127.0.0.1:" + acceptor.port());
            for (SoakStream.Kind kind : SoakStream.Kind.values()) {
                streams.add(new SoakStream(kind, "vm", inside, seed));
                streams.add(new SoakStream(kind, "tcp", outside, seed));
            }
            start();
            soak(seconds, outside);
            streams.forEach(SoakStream::stopSending);
            await().atMost(GUARD).untilAsserted(() -> assertThat(streams).allSatisfy(this::assertDrained));
            streams.forEach(SoakStream::stopReceiving);
            for (Thread thread : threads) {
                thread.join();
            }
        }
        report();
        for (SoakStream stream : streams) {
            assertThat(stream.checker().violations())
                    .as("seed %d, %s", seed, stream.checker())
                    .isZero();
            assertThat(stream.checker().confirmed()).isPositive();
        }
        if (seconds >= JUDGED_FROM_SECONDS) {
            assertFlat("heap", Resources::heapBytes, HEAP_ALLOWANCE);
            assertFlat("threads", Resources::threads, THREADS_ALLOWANCE);
            assertFlat("open files", Resources::openFiles, FILES_ALLOWANCE);
            assertFlat("store", Resources::storeBytes, STORE_ALLOWANCE);
        }
    }

    private void start() {
        for (SoakStream stream : streams) {
            threads.add(stream.receiver());
            threads.add(stream.sender());
        }
        threads.forEach(Thread::start);
    }

    private void soak(int seconds, ConnectionFactory visited) throws Exception {
        Instant end = Instant.now().plusSeconds(seconds);
        Duration interval = Duration.ofSeconds(seconds).dividedBy(SAMPLES);
        Instant nextSample = Instant.now().plus(interval);
        while (Instant.now().isBefore(end)) {
            visit(visited);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            if (Instant.now().isAfter(nextSample)) {
                samples.add(Resources.now(directory));
                LongRun.tell("SoakTest: sample " + samples.size() + " of " + SAMPLES + ", "
                        + sum(StreamChecker::confirmed) + " messages confirmed: " + samples.get(samples.size() - 1));
                nextSample = nextSample.plus(interval);
                assertThat(streams).as("seed %d", seed).allSatisfy(stream -> assertThat(stream.failure())
                        .isNull());
            }
        }
    }

    /** A connection that comes, does a little and goes, and leaves something behind to be tidied up now and then. */
    private void visit(ConnectionFactory factory) throws JMSException {
        visits++;
        try (Connection connection = factory.createConnection()) {
            connection.start();
            Session session = connection.createSession();
            TemporaryQueue queue = session.createTemporaryQueue();
            MessageProducer producer = session.createProducer(queue);
            producer.setDeliveryMode(visits % 2 == 0 ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
            producer.setTimeToLive(visits % 3 == 0 ? 1 : 0);
            producer.send(session.createTextMessage("visit " + visits));
            session.createBrowser(queue).getEnumeration().hasMoreElements();
            session.createConsumer(queue, "visit IS NULL").receiveNoWait();
        }
    }

    private void assertDrained(SoakStream stream) {
        assertThat(stream.failure()).as("seed %d", seed).isNull();
        assertThat(stream.checker().missing())
                .as("seed %d, %s", seed, stream.checker())
                .isZero();
    }

    private void report() {
        LongRun.report(
                "SoakTest",
                sum(StreamChecker::confirmed) + " messages confirmed, " + sum(StreamChecker::deliveries)
                        + " deliveries, " + visits
                        + " other connections, lost " + sum(StreamChecker::missing) + ", doubled without flag "
                        + sum(StreamChecker::doubledUnflagged) + ", out of order " + sum(StreamChecker::outOfOrder)
                        + ", acknowledged and seen again " + sum(StreamChecker::seenAgain) + "; postrider.seed="
                        + seed);
        streams.forEach(stream -> LongRun.tell("SoakTest: " + stream.checker()));
    }

    private long sum(ToLongFunction<StreamChecker> figure) {
        return streams.stream()
                .mapToLong(stream -> figure.applyAsLong(stream.checker()))
                .sum();
    }

    private void assertFlat(String what, ToLongFunction<Resources> figure, long allowance) {
        int third = samples.size() / 3;
        long first = Resources.median(samples.subList(0, third), figure);
        long last = Resources.median(samples.subList(samples.size() - third, samples.size()), figure);
        LongRun.tell("SoakTest: " + what + " median of the first third " + first + ", of the last " + last);
        assertThat(last)
                .as("seed %d, %s: the last third against the first", seed, what)
                .isLessThanOrEqualTo(first + first / 10 + allowance);
    }
}
