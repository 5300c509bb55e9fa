package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.broker.soak.LongRun;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application's thread is interrupted at any moment of any call, over both links, on Derby: nothing that was confirmed is lost, nothing
 * comes twice, the connection goes on, and so does the journal. {@code -Dpostrider.interruptedCalls=N} makes so many calls over each link;
 * {@code -Dpostrider.seed=N} chooses again as before.
 */
@Tag(LongRun.TAG)
@Timeout(value = 4, unit = TimeUnit.HOURS)
class InterruptsTest {
    private static final int USUAL_CALLS = 400;
    private static final int MOST_FURTHER_CALLS = 100_000;
    private static final int MOST_PAUSE_NANOS = 3_000_000;

    @TempDir
    private Path directory;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @ValueSource(strings = {"vm", "tcp"})
    void interruptsAtAnyCallLoseNothingAndDoubleNothing(String link) throws Exception {
        LongRun calls = LongRun.of("InterruptsTest, " + link, "postrider.interruptedCalls", USUAL_CALLS, 2);
        try (Broker broker = Broker.named("interrupts")
                        .dataDirectory(directory)
                        .guests(true)
                        .maxDeliveryAttempts(0)
                        .start();
                Acceptor acceptor =
                        Acceptor.start(AcceptorSettings.builder().port(0).build(), broker::accept)) {
            PostriderConnectionFactory factory = new PostriderConnectionFactory(
                    link.equals("vm") ? "vm://interrupts?create=false" : "tcp://127.0.0.1:" + acceptor.port());
            InterruptedWork work = new InterruptedWork(factory, new Random(random.nextLong()));
            runInterrupted(work, calls);
            work.close();
            assertThat(broker.status().journalStatus().failure())
                    .as("seed %d: the journal", seed)
                    .isNull();
            check(work, factory);
            calls.report(
                    seed,
                    "calls, " + work.failures + " of them failed, " + work.confirmed.size()
                            + " messages confirmed, lost 0, doubled 0, taken and seen again 0");
            assertThat(work.failures).as("seed %d: interrupted calls", seed).isPositive();
        }
    }

    private void runInterrupted(InterruptedWork work, LongRun calls) {
        AtomicBoolean over = new AtomicBoolean();
        Thread worker = Thread.currentThread();
        Random pauses = new Random(random.nextLong());
        Thread interrupting = new Thread(() -> {
            while (!over.get()) {
                LockSupport.parkNanos(1 + pauses.nextInt(MOST_PAUSE_NANOS));
                worker.interrupt();
            }
        });
        interrupting.start();
        while (calls.next()) {
            work.step();
        }
        // few calls wait in the same VM, and fast ones may all have been over before an interrupt came
        for (int further = 0; work.failures == 0 && further < MOST_FURTHER_CALLS; further++) {
            work.step();
        }
        over.set(true);
        while (interrupting.isAlive()) {
            try {
                interrupting.join();
            } catch (InterruptedException late) {
                // one of its own, from before
                Thread.yield();
            }
        }
        Thread.interrupted();
    }

    private void check(InterruptedWork work, PostriderConnectionFactory factory) throws JMSException {
        List<String> found = new ArrayList<>();
        try (Connection connection = factory.createConnection()) {
            connection.start();
            found.addAll(drain(connection, "in"));
            found.addAll(drain(connection, "out"));
        }
        assertThat(work.violations).as("seed %d", seed).isEmpty();
        assertThat(found).as("seed %d: once", seed).doesNotHaveDuplicates();
        assertThat(found).as("seed %d: taken does not come back", seed).doesNotContainAnyElementsOf(orNone(work.taken));
        Set<String> missing = new HashSet<>(work.confirmed);
        missing.removeAll(found);
        missing.removeAll(work.taken);
        assertThat(missing).as("seed %d: confirmed and lost", seed).isEmpty();
        Set<String> others = new HashSet<>(found);
        others.addAll(work.taken);
        others.removeAll(work.confirmed);
        assertThat(work.perhapsSent).as("seed %d: never sent", seed).containsAll(others);
    }

    /** AssertJ takes an empty list for a mistake. */
    private static Set<String> orNone(Set<String> some) {
        return some.isEmpty() ? Set.of("none") : some;
    }

    private static List<String> drain(Connection connection, String queue) throws JMSException {
        List<String> texts = new ArrayList<>();
        Session session = connection.createSession();
        MessageConsumer consumer = session.createConsumer(session.createQueue(queue));
        for (Message next = next(consumer); next != null; next = next(consumer)) {
            texts.add(((TextMessage) next).getText());
        }
        return texts;
    }

    /** Waits for what may be on its way; that there is no more, the broker says. */
    private static Message next(MessageConsumer consumer) throws JMSException {
        Message next = consumer.receive(500);
        return next == null ? consumer.receiveNoWait() : next;
    }
}
