package io.postrider.server.command;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.server.config.ConfigurationException;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A simple load. */
@Command(
        name = "perf",
        description = {
            "Sends and receives messages, and says how many per second and how long each took from send to receive.",
            "Each producer and consumer has a connection of its own."
        })
final class PerfCommand implements Callable<Integer> {
    private static final String SENT_NANOS = "sentNanos";
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long POLL_MILLIS = 250;

    @Option(
            names = "--destination",
            paramLabel = "DESTINATION",
            defaultValue = "perf",
            description = DestinationText.MEANING)
    private String destination;

    @Option(
            names = "--messages",
            paramLabel = "COUNT",
            defaultValue = "10000",
            description = "how many in all; ${DEFAULT-VALUE}")
    private int messages;

    @Option(
            names = "--size",
            paramLabel = "BYTES",
            defaultValue = "1000",
            description = "the body's size; ${DEFAULT-VALUE}")
    private int sizeBytes;

    @Option(names = "--producers", paramLabel = "COUNT", defaultValue = "1", description = "how many; ${DEFAULT-VALUE}")
    private int producers;

    @Option(names = "--consumers", paramLabel = "COUNT", defaultValue = "1", description = "how many; ${DEFAULT-VALUE}")
    private int consumers;

    @Option(names = "--non-persistent", description = "the messages need not survive the server")
    private boolean nonPersistent;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, JMSException, InterruptedException {
        if (messages < 1 || producers < 1 || consumers < 1 || sizeBytes < 0) {
            throw new CommandFailure("there must be a message, a producer and a consumer at least");
        }
        PostriderConnectionFactory factory = connection.factory();
        ExecutorService threads = Executors.newFixedThreadPool(producers + consumers);
        long[] latencies = new long[messages];
        AtomicLong received = new AtomicLong();
        List<Connection> open = new ArrayList<>();
        long start = System.nanoTime();
        long sentNanos;
        try {
            List<Future<?>> receiving = new ArrayList<>();
            for (int i = 0; i < consumers; i++) {
                Session session = session(factory, open);
                MessageConsumer consumer = session.createConsumer(DestinationText.parse(destination, session));
                receiving.add(threads.submit(() -> receive(consumer, latencies, received)));
            }
            start = System.nanoTime();
            List<Future<?>> sending = new ArrayList<>();
            for (int i = 0; i < producers; i++) {
                int share = messages / producers + (i < messages % producers ? 1 : 0);
                Session session = session(factory, open);
                sending.add(threads.submit(() -> send(session, share)));
            }
            await(sending);
            sentNanos = System.nanoTime() - start;
            await(receiving);
        } finally {
            threads.shutdownNow();
            for (Connection connected : open) {
                connected.close();
            }
        }
        report(latencies, (int) received.get(), sentNanos, System.nanoTime() - start);
        return received.get() == messages ? 0 : 1;
    }

    private static Session session(PostriderConnectionFactory factory, List<Connection> open) throws JMSException {
        Connection connected = factory.createConnection();
        open.add(connected);
        connected.start();
        return connected.createSession(Session.AUTO_ACKNOWLEDGE);
    }

    private static void await(List<Future<?>> tasks) throws CommandFailure, InterruptedException {
        for (Future<?> task : tasks) {
            try {
                task.get();
            } catch (ExecutionException e) {
                throw new CommandFailure("the load broke off: " + e.getCause().getMessage(), e);
            }
        }
    }

    private Void send(Session session, int share) throws JMSException, CommandFailure {
        byte[] body = new byte[sizeBytes];
        try (MessageProducer producer = session.createProducer(DestinationText.parse(destination, session))) {
            producer.setDeliveryMode(nonPersistent ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
            for (int i = 0; i < share; i++) {
                BytesMessage message = session.createBytesMessage();
                message.writeBytes(body);
                message.setLongProperty(SENT_NANOS, System.nanoTime());
                producer.send(message);
            }
        }
        return null;
    }

    /** The clock is one and the same, as producers and consumers are of one process. */
    private Void receive(MessageConsumer consumer, long[] latencies, AtomicLong received) throws JMSException {
        long idleMillis = 0;
        while (received.get() < messages && idleMillis < PATIENCE_MILLIS) {
            Message message = consumer.receive(POLL_MILLIS);
            idleMillis = message == null ? idleMillis + POLL_MILLIS : 0;
            if (message != null && message.propertyExists(SENT_NANOS)) {
                long latency = System.nanoTime() - message.getLongProperty(SENT_NANOS);
                long index = received.getAndIncrement();
                if (index < messages) {
                    latencies[(int) index] = latency;
                }
            }
        }
        return null;
    }

    private void report(long[] latencies, int received, long sentNanos, long allNanos) {
        long[] sorted = Arrays.copyOf(latencies, Math.min(received, messages));
        Arrays.sort(sorted);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("messages", received);
        row.put("sent-per-second", Math.round(messages / (sentNanos / 1e9)));
        row.put("received-per-second", Math.round(received / (allNanos / 1e9)));
        for (double percentile : new double[] {50, 90, 99, 99.9, 100}) {
            int rank = (int) Math.ceil(percentile / 100 * sorted.length);
            String name = percentile == 100 ? "max-micros" : ("p" + percentile + "-micros").replace(".0-", "-");
            row.put(name, TimeUnit.NANOSECONDS.toMicros(sorted[Math.max(0, rank - 1)]));
        }
        output.open().record(row);
    }
}
