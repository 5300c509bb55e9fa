package io.postrider.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.Session;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker whose disk runs low, or full: on a file system of a few megabytes. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class FullDiskTest {
    /** So little that senders can resume only once both dead segments and Derby's log were given back. */
    private static final int LOW_DISK_MEGABYTES = 150;

    private static final int FULL_DISK_MEGABYTES = 100;
    private static final long KEPT_FREE = 64L << 20;
    private static final int MESSAGE_BYTES = 400_000;
    private static final long GUARD_MILLIS = 30_000;

    @TempDir
    private Path parent;

    private SmallDisk disk;
    private Broker broker;
    private Connection connection;
    private Session session;
    private Queue queue;
    private MessageProducer producer;

    private void mount(int megabytes) throws Exception {
        disk = SmallDisk.mounted(parent, megabytes);
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            if (broker != null) {
                broker.close();
            }
            disk.close();
        }
    }

    private void start(long minFreeDiskBytes) throws Exception {
        broker = Broker.named("full-disk")
                .dataDirectory(disk.directory().resolve("data"))
                .minFreeDiskBytes(minFreeDiskBytes)
                .start();
        connection = new PostriderConnectionFactory("vm://full-disk?create=false").createConnection();
        connection.start();
        session = connection.createSession();
        queue = session.createQueue("orders");
        producer = session.createProducer(queue);
    }

    private void stop() throws JMSException {
        connection.close();
        broker.close();
    }

    private void send(int number) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.writeBytes(new byte[MESSAGE_BYTES]);
        message.setIntProperty("number", number);
        producer.send(message);
    }

    /** Sends until that fails; how many were accepted. */
    private int sendUntilRefused() {
        int sent = 0;
        while (catchThrowableOfType(JMSException.class, () -> send(0)) == null) {
            sent++;
        }
        return sent;
    }

    private int receiveAll(int most) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            int received = 0;
            while (received < most && consumer.receive(received == 0 ? GUARD_MILLIS : 2_000) != null) {
                received++;
            }
            return received;
        }
    }

    @Test
    void whileTheDiskIsLowSendersAreRefusedConsumersGoOnAndSendersResumeByThemselves() throws Exception {
        mount(LOW_DISK_MEGABYTES);
        start(KEPT_FREE);
        int accepted = sendUntilRefused();
        assertThat(accepted).isPositive();
        assertThat(disk.freeBytes()).as("free").isGreaterThan(KEPT_FREE / 2);
        ResourceAllocationException refused = catchThrowableOfType(ResourceAllocationException.class, () -> send(0));
        assertThat(refused).hasMessageContaining("minFreeDiskBytes keeps " + KEPT_FREE);

        producer.setDeliveryMode(DeliveryMode.NON_PERSISTENT);
        send(0);
        producer.setDeliveryMode(DeliveryMode.PERSISTENT);

        assertThat(receiveAll(accepted + 1)).isEqualTo(accepted + 1);
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(catchThrowableOfType(JMSException.class, () -> send(0)))
                        .isNull());
    }

    @Test
    void whenTheDiskIsFullTheJournalSaysSoAndAllThatWasConfirmedIsThere() throws Exception {
        mount(FULL_DISK_MEGABYTES);
        start(0);
        int confirmed = 0;
        JMSException failure = null;
        while (failure == null) {
            int next = confirmed;
            failure = catchThrowableOfType(JMSException.class, () -> send(next));
            confirmed += failure == null ? 1 : 0;
        }
        assertThat(confirmed).isPositive();
        assertThat(failure)
                .hasMessageContaining("full")
                .hasMessageContaining(disk.directory().toString());
        assertThat(broker.status().journalStatus().failure()).isNotNull();
        assertThat(catchThrowableOfType(JMSException.class, () -> send(0)))
                .as("a journal that has failed accepts nothing more")
                .isNotNull();
        assertThat(receiveAll(confirmed)).as("read from the failed journal").isEqualTo(confirmed);

        stop();
        disk.grow(3 * FULL_DISK_MEGABYTES);
        start(0);
        MessageConsumer consumer = session.createConsumer(queue);
        for (int number = 0; number < confirmed; number++) {
            Message message = consumer.receive(GUARD_MILLIS);
            assertThat(message).as("message %d of %d", number, confirmed).isNotNull();
            assertThat(message.getIntProperty("number")).isEqualTo(number);
            assertThat(message.getJMSRedelivered())
                    .as("message %d was received before", number)
                    .isTrue();
        }
        send(confirmed);
    }
}
