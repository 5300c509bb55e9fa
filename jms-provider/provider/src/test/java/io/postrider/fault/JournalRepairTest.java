package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import io.postrider.broker.JournalRepair;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.journal.derby.DerbyJournalProvider;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal whose files were damaged by hand: what a repair says that it would do, and what it does. */
class JournalRepairTest {
    private static final int MESSAGES = 120;
    private static final int PAGE_BYTES = 32_768;

    @TempDir
    private Path parent;

    @FunctionalInterface
    private interface Work {
        void on(Session session) throws JMSException;
    }

    private static final class KeptRecord extends RetainedRecord {}

    private Path data() {
        return parent.resolve("data");
    }

    private void withBroker(Work work) throws Exception {
        try (Broker broker = Broker.named("repair").dataDirectory(data()).start();
                Connection connection = new PostriderConnectionFactory("vm://repair?create=false").createConnection()) {
            connection.start();
            work.on(connection.createSession());
            assertThat(broker.status().journalStatus().failure()).isNull();
        }
    }

    private static void send(Session session, String queue, int from, int to) throws JMSException {
        MessageProducer producer = session.createProducer(session.createQueue(queue));
        for (int i = from; i < to; i++) {
            producer.send(
                    session.createTextMessage(queue + " message " + i + " " + "x".repeat(2_000) + " end " + i + "."));
        }
    }

    private static List<String> receiveAll(Session session, String queue) throws JMSException {
        Queue from = session.createQueue(queue);
        List<String> received = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(from)) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                received.add(
                        ((TextMessage) next).getText().replaceAll("x+.*", "").strip());
            }
        }
        return received;
    }

    private static List<String> texts(String queue, IntStream numbers) {
        return numbers.mapToObj(i -> queue + " message " + i).toList();
    }

    private List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.list(data().resolve("journal").resolve("seg0"))) {
            return files.sorted().toList();
        }
    }

    private static int find(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
    }

    /** Flips a byte in the midst of a message's text. */
    private void damage(String text) throws IOException {
        for (Path table : tables()) {
            byte[] bytes = Files.readAllBytes(table);
            int at = find(bytes, text);
            if (at >= 0) {
                bytes[at - 1] ^= 0x55;
                Files.write(table, bytes);
                return;
            }
        }
        throw new AssertionError(text + " is in no file");
    }

    /** Overwrites a whole page. */
    private void wipePageOf(String text, int fill, int pagesBefore) throws IOException {
        for (Path table : tables()) {
            byte[] bytes = Files.readAllBytes(table);
            int at = find(bytes, text);
            if (at >= 0) {
                int page = Math.max(0, at / PAGE_BYTES - pagesBefore) * PAGE_BYTES;
                Arrays.fill(bytes, page, page + PAGE_BYTES, (byte) fill);
                Files.write(table, bytes);
                return;
            }
        }
        throw new AssertionError(text + " is in no file");
    }

    private Map<Path, Integer> contents() throws IOException {
        Map<Path, Integer> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.endsWith("postrider.lock")) {
                    contents.put(file, Arrays.hashCode(Files.readAllBytes(file)));
                }
            }
        }
        return contents;
    }

    @Test
    void damagedMessagesAreCountedByDestinationAndAllOthersAreTakenOver() throws Exception {
        withBroker(session -> {
            send(session, "orders", 0, MESSAGES);
            send(session, "bills", 0, MESSAGES);
            try (MessageConsumer consumer = session.createConsumer(session.createQueue("bills"))) {
                consumer.receive();
            }
        });
        damage(" end 7.");
        damage(" end 51.");
        Map<Path, Integer> before = contents();

        JournalRepair.Report report = new JournalRepair(data()).examine();
        assertThat(contents()).as("a dry run changes nothing").isEqualTo(before);
        try (Stream<Path> beside = Files.list(parent)) {
            assertThat(beside).as("and leaves nothing").containsExactly(data());
        }
        assertThat(report.lostMessages()).isEqualTo(Map.of("queue://orders", 2L));
        assertThat(report.returningMessages()).isEmpty();
        assertThat(report.unknownRecords()).isZero();
        assertThat(report.damagedPlaces()).isEqualTo(2);
        assertThat(report.places()).hasSize(2).allMatch(place -> place.contains("segment") && place.contains("block"));

        assertThat(new JournalRepair(data()).repair()).isEqualTo(report);
        assertThat(parent.resolve("data-damaged-1")).isDirectory();
        assertThat(new JournalRepair(data()).examine().damagedPlaces()).isZero();
        withBroker(session -> {
            assertThat(receiveAll(session, "orders"))
                    .isEqualTo(texts("orders", IntStream.range(0, MESSAGES).filter(i -> i != 7 && i != 51)));
            assertThat(receiveAll(session, "bills")).isEqualTo(texts("bills", IntStream.range(1, MESSAGES)));
        });
    }

    @Test
    void theNoteOfAJournalThatWasServedAfterItFailedIsTakenOver() throws Exception {
        withBroker(session -> send(session, "orders", 0, 2));
        try (Journal journal =
                new DerbyJournalProvider().open(new JournalSettings("repair", data(), Thread::new, Map.of()))) {
            journal.recover((bytes, offset, length) -> new KeptRecord());
            journal.noteServed(Long.MAX_VALUE);
        }
        new JournalRepair(data()).repair();
        withBroker(session -> {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue("orders"))) {
                assertThat(consumer.receive().getJMSRedelivered()).isTrue();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x5a})
    void aPageThatIsGoneIsToldAsABlockWithWhatNobodyKnows(int fill) throws Exception {
        withBroker(session -> send(session, "orders", 0, MESSAGES));
        wipePageOf("orders message 60 ", fill, 0);
        JournalRepair.Report report = new JournalRepair(data()).repair();
        assertThat(report.lostBlocks()).isPositive();
        assertThat(report.unknownRecords()).isPositive();
        withBroker(session -> {
            List<String> left = receiveAll(session, "orders");
            assertThat(left).hasSizeBetween(MESSAGES - 40, MESSAGES - 1).doesNotContain("orders message 60");
            assertThat(texts("orders", IntStream.range(0, MESSAGES))).containsSubsequence(left);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0x5a})
    void aTableWhoseFirstPageIsGoneLosesNothing(int fill) throws Exception {
        withBroker(session -> send(session, "orders", 0, MESSAGES));
        wipePageOf("orders message 60 ", fill, Integer.MAX_VALUE);
        JournalRepair.Report report = new JournalRepair(data()).repair();
        assertThat(report.lostMessages()).isEmpty();
        withBroker(session ->
                assertThat(receiveAll(session, "orders")).isEqualTo(texts("orders", IntStream.range(0, MESSAGES))));
    }

    @Test
    void aSoundJournalIsFoundSound() throws Exception {
        withBroker(session -> send(session, "orders", 0, 3));
        JournalRepair.Report report = new JournalRepair(data()).examine();
        assertThat(report.damagedPlaces()).isZero();
        assertThat(report.records()).isPositive();
        assertThat(report.lostMessages()).isEmpty();
    }

    @Test
    void aJournalInUseAndOneThatIsNotThereAreRefused() throws Exception {
        assertThatThrownBy(() -> new JournalRepair(parent.resolve("nowhere")).examine())
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("nowhere is not there");
        withBroker(session -> assertThatThrownBy(() -> new JournalRepair(data()).repair())
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("is in use by broker 'repair'"));
    }
}
