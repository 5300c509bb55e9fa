package io.postrider.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.soak.LongRun;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.journal.derby.fault.Fault;
import io.postrider.journal.derby.fault.FaultyDisk;
import io.postrider.journal.derby.fault.StorageOnFaultyDisk;
import io.postrider.journal.derby.files.PlainStorageFactory;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A broker under the crash test's load, on a disk of which one operation, chosen by the seed, goes wrong: the broker goes on, refuses
 * what it could not keep, and says what failed and where; after a new start on the same disk all promises hold. {@code
 * -Dpostrider.diskFaults=40} tries so many operations for each kind of fault; {@code -Dpostrider.seed=N} chooses again as before.
 */
@Tag(LongRun.TAG)
class FaultyDiskUnderLoadTest {
    private static final int DEFAULT_FAULTS = 1;

    /** As many as a run has at least, with its start. */
    private static final int OPERATIONS = 350;

    private static final int EVENTS_WITHOUT_FAULT = 2_000;
    private static final Duration GUARD = Duration.ofSeconds(60);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path directory;

    private final long seed = Long.getLong("postrider.seed", new Random().nextInt(1_000_000));
    private final Random random = new Random(seed);
    private Path fresh;
    private int runs;

    @BeforeEach
    void makeTheStoreThatEveryRunBeginsWith() throws Exception {
        fresh = directory.resolve("fresh");
        System.setProperty(PlainStorageFactory.PROPERTY, StorageOnFaultyDisk.class.getName());
        FaultyDisk.use(Fault.DELAY, 0, random);
        try (Broker broker = Broker.named("fresh").dataDirectory(fresh).start();
                Connection connection = connect("fresh")) {
            new LoadConsumers(settings(0), connection).listen();
            assertThat(broker.status().journalStatus().failure()).isNull();
        }
    }

    @AfterEach
    void useTheDiskAsItIs() {
        System.clearProperty(PlainStorageFactory.PROPERTY);
    }

    private static Connection connect(String broker) throws JMSException {
        Connection connection = new PostriderConnectionFactory("vm://" + broker + "?create=false").createConnection();
        connection.setClientID("crash");
        connection.start();
        return connection;
    }

    private LoadSettings settings(int run) throws IOException {
        Path events = directory.resolve("events" + run);
        return new LoadSettings(seed, run, new EventLog(new FileOutputStream(events.toFile(), true)));
    }

    private Path copyOfFresh(int run) throws IOException {
        Path copy = directory.resolve("run" + run);
        try (Stream<Path> files = Files.walk(fresh)) {
            files.forEach(file -> {
                try {
                    Files.copy(file, copy.resolve(fresh.relativize(file).toString()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return copy;
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyPromiseHoldsWhereverTheDiskFails(Fault fault) throws Exception {
        LongRun faults = LongRun.of(
                "FaultyDiskUnderLoadTest, " + fault, "postrider.diskFaults", DEFAULT_FAULTS, Fault.values().length);
        long confirmed = 0;
        while (faults.next()) {
            long at = 1 + random.nextInt(OPERATIONS);
            int run = ++runs;
            // a note that the failed journal is served on is of all there is
            Ledger ledger = new Ledger(
                    Routes.ENDPOINTS_BY_PRODUCER, Routes.ORDERED, fault == Fault.FAIL_ONCE ? Set.of() : Routes.UNSEEN);
            try (EventFile events = openEvents(run, ledger)) {
                run(run, FaultyDisk.use(fault, at, random), events, ledger);
            } catch (AssertionError | Exception e) {
                throw new AssertionError(
                        "seed " + seed + ", " + fault + " at operation " + at + ": " + e.getMessage(), e);
            }
            confirmed += ledger.confirmedCount();
        }
        faults.report(
                seed,
                "faults, " + confirmed
                        + " messages confirmed, lost 0, doubled without flag 0, out of order 0, seen again 0");
    }

    private EventFile openEvents(int run, Ledger ledger) throws IOException {
        Path file = directory.resolve("events" + run);
        Files.createFile(file);
        return new EventFile(file, ledger);
    }

    private void run(int run, FaultyDisk disk, EventFile events, Ledger ledger) throws Exception {
        Path store = copyOfFresh(run);
        String name = "faulty" + run;
        // without a disk senders fail, as they must
        events.brokerIsGone(true);
        BrokerException refused = catchThrowableOfType(BrokerException.class, () -> {
            try (Broker broker = Broker.named(name).dataDirectory(store).start()) {
                load(run, name, broker, disk, events);
            }
        });
        if (refused != null) {
            assertThat(refused).as("the start").hasMessageContaining(store.toString());
        }
        events.read();
        events.brokerIsGone(false);

        disk.restorePower();
        FaultyDisk.use(Fault.DELAY, 0, random);
        ledger.drainingBegins();
        try (Broker again = Broker.named(name).dataDirectory(store).start();
                Connection connection = connect(name)) {
            LoadProcess.drain(settings(run), connection);
            assertThat(again.status().journalStatus().damagedRecords()).isZero();
        }
        events.read();
        ledger.close();
        assertThat(ledger.violations()).isEmpty();
    }

    private void load(int run, String name, Broker broker, FaultyDisk disk, EventFile events) throws Exception {
        List<Thread> threads = new ArrayList<>();
        try (Connection connection = connect(name)) {
            LoadSettings settings = settings(run);
            LoadProducers producers = new LoadProducers(settings, connection);
            LoadConsumers consumers = new LoadConsumers(settings, connection);
            consumers.listen();
            threads.add(thread(() -> producers.sendAndWait("sync", Routes.AUTO)));
            threads.add(thread(() -> producers.sendInTransactions("txsend", Routes.CLIENT)));
            threads.add(thread(() -> producers.sendAndWait("feed", Routes.IN)));
            threads.add(thread(() -> producers.publish("publish", Routes.TOPIC)));
            threads.add(thread(() -> producers.sendAndWait("quiet", Routes.QUIET)));
            threads.add(thread(consumers::acknowledgeByHand));
            threads.add(thread(() -> consumers.move("txmove1")));
            threads.add(thread(() -> consumers.takeFromQueue(Routes.OUT)));
            threads.add(thread(() -> consumers.takeFromShared("shared1")));
            threads.forEach(Thread::start);
            await().atMost(GUARD).until(() -> {
                events.read();
                return hasFailed(broker) || !disk.isFailing() && events.events() > EVENTS_WITHOUT_FAULT;
            });
            // the disk may break just now: of that the broker knows nothing yet
            if (hasFailed(broker)) {
                checkThatTheBrokerGoesOn(connection, broker);
            }
        } catch (JMSException e) {
            assertThat(disk.isBroken()).as("only a broken disk fails: %s", e).isTrue();
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static boolean hasFailed(Broker broker) {
        return broker.status().journalStatus().failure() != null;
    }

    /** It says what failed and where, refuses to keep anything, and serves what need not be kept. */
    private static void checkThatTheBrokerGoesOn(Connection connection, Broker broker) throws JMSException {
        JournalException failure = broker.status().journalStatus().failure();
        assertThat(failure).hasMessageContaining("journal").hasMessageContaining("run");
        Session session = connection.createSession();
        JMSException refused =
                catchThrowableOfType(JMSException.class, () -> session.createProducer(session.createQueue(Routes.QUIET))
                        .send(session.createMessage()));
        assertThat(refused).as("a send after the failure").isNotNull();
    }

    @FunctionalInterface
    private interface Work {
        void run() throws Exception;
    }

    private static Thread thread(Work work) {
        return new Thread(() -> {
            try {
                work.run();
            } catch (Exception e) {
                // the disk, or the end of the connection; what was promised before is in the ledger
                Thread.yield();
            }
        });
    }
}
