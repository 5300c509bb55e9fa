package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.journal.derby.fault.Fault;
import io.postrider.journal.derby.fault.FaultyDisk;
import io.postrider.journal.derby.fault.StorageOnFaultyDisk;
import io.postrider.journal.derby.files.PlainStorageFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A block on the disk cannot be read any more while clients are at work: what lies in it is left where it is, and said to be; everything
 * else that was confirmed is received.
 */
class UnreadableBlockTest {
    private static final int PAGE_BYTES = 32_768;
    private static final int MESSAGES = 300;
    private static final int MESSAGE_BYTES = 20_000;
    private static final int VICTIM = 50;

    /** Each takes most of a page: one ends in it, one lies in it, one begins in it. */
    private static final int MOST_IN_A_PAGE = 3;

    private static final String NUMBER = "number";

    @TempDir
    private Path directory;

    private FaultyDisk disk;
    private Broker broker;
    private Connection connection;
    private Session session;

    @AfterEach
    void useTheDiskAsItIs() throws JMSException {
        stop();
        System.clearProperty(PlainStorageFactory.PROPERTY);
    }

    private void start() throws Exception {
        System.setProperty(PlainStorageFactory.PROPERTY, StorageOnFaultyDisk.class.getName());
        disk = FaultyDisk.use(Fault.DELAY, 0, new Random());
        broker = Broker.named("unreadable")
                .dataDirectory(directory)
                .memoryBudgetBytes(100_000)
                .start();
        connection = new PostriderConnectionFactory("vm://unreadable?create=false").createConnection();
        connection.start();
        session = connection.createSession();
    }

    private void stop() throws JMSException {
        if (broker != null) {
            connection.close();
            broker.close();
            broker = null;
        }
    }

    private void send(String queue, int number) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.setIntProperty(NUMBER, number);
        message.writeBytes((name(queue, number) + "x".repeat(MESSAGE_BYTES)).getBytes(StandardCharsets.US_ASCII));
        try (MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.send(message);
        }
    }

    private static String name(String queue, int number) {
        return "<" + queue + " " + number + ">";
    }

    /** Makes the page unreadable that holds the beginning of a message; who reads past Derby finds nothing in it either. */
    private void spoil(String text) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("journal").resolve("seg0"))) {
            for (Path file : files.toList()) {
                int at = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).indexOf(text);
                if (at >= 0) {
                    long page = at / PAGE_BYTES * (long) PAGE_BYTES;
                    disk.spoil(file, page, page + PAGE_BYTES);
                    try (RandomAccessFile spoilt = new RandomAccessFile(file.toFile(), "rw")) {
                        spoilt.seek(page);
                        spoilt.write(new byte[PAGE_BYTES]);
                    }
                    return;
                }
            }
        }
        throw new AssertionError(text + " is in no file");
    }

    /** Whether there is more, the broker says. */
    private List<Integer> receive(String queue) throws JMSException {
        List<Integer> numbers = new ArrayList<>();
        try (MessageConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            for (Message next = consumer.receiveNoWait(); next != null; next = consumer.receiveNoWait()) {
                numbers.add(next.getIntProperty(NUMBER));
            }
        }
        return numbers;
    }

    @Test
    void allElseIsReceivedAndWhatIsMissingIsTold() throws Exception {
        start();
        for (int i = 0; i < MESSAGES; i++) {
            send(i % 2 == 0 ? "hit" : "sound", i);
        }
        stop();
        start();
        spoil(name("hit", VICTIM));

        List<Integer> found = receive("hit");
        found.addAll(receive("sound"));
        List<Integer> missing = missingFrom(found);
        assertThat(missing).as("what has a part in the page").contains(VICTIM).hasSizeLessThanOrEqualTo(MOST_IN_A_PAGE);
        assertThat(found).doesNotHaveDuplicates();
        assertThat(broker.status().journalStatus().failure())
                .hasMessageContaining(directory.toString())
                .hasMessageContaining("page");
        JMSException refused = catchThrowableOfType(JMSException.class, () -> send("sound", MESSAGES));
        assertThat(refused).hasMessageContaining(directory.toString()).hasMessageContaining("page");

        stop();
        start();
        assertThat(broker.status().journalStatus().damagedRecords()).isPositive();
        send("sound", MESSAGES);
        List<Integer> again = receive("hit");
        again.addAll(receive("sound"));
        assertThat(again)
                .as("what is confirmed after the start, and not what is lost")
                .contains(MESSAGES)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(missing);
    }

    private static List<Integer> missingFrom(List<Integer> found) {
        return IntStream.range(0, MESSAGES)
                .filter(number -> !found.contains(number))
                .boxed()
                .toList();
    }
}
