package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.Connection;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Competing consumers that commit, roll back, recover, stop, close and come again, at random: every message is consumed
 * once. A seed can be given as {@code -Dpostrider.seed}.
 */
@Timeout(120)
class NothingIsLostTest extends EndToEndTest {
    private static final int PRODUCERS = 2;
    private static final int CONSUMERS = 4;
    private static final int MESSAGES = 1_500;

    private final Map<String, AtomicInteger> consumed = new ConcurrentHashMap<>();
    private final AtomicInteger left = new AtomicInteger(PRODUCERS * MESSAGES);

    @Test
    void whateverConsumersDoEveryMessageIsConsumedOnce() throws Exception {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        System.out.println("postrider.seed=" + seed);
        Random random = new Random(seed);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < CONSUMERS; i++) {
            Random own = new Random(random.nextLong());
            int mode = new int[] {
                        Session.SESSION_TRANSACTED,
                        Session.CLIENT_ACKNOWLEDGE,
                        Session.AUTO_ACKNOWLEDGE,
                        Session.SESSION_TRANSACTED
                    }
                    [i];
            all.add(inBackground(() -> consume(own, mode)));
        }
        for (int i = 0; i < PRODUCERS; i++) {
            String prefix = "p" + i + "-";
            Random own = new Random(random.nextLong());
            all.add(inBackground(() -> produce(own, prefix)));
        }
        for (CompletableFuture<Void> one : all) {
            one.get();
        }
        assertThat(consumed).hasSize(PRODUCERS * MESSAGES);
        assertThat(consumed.values()).allMatch(times -> times.get() == 1);
        assertThat(consumer(connection.createSession(), "q").receiveNoWait()).isNull();
    }

    private Void produce(Random random, String prefix) throws Exception {
        try (Connection own = factory.createConnection()) {
            Session session = own.createSession(Session.SESSION_TRANSACTED);
            MessageProducer producer = session.createProducer(session.createQueue("q"));
            int sent = 0;
            while (sent < MESSAGES) {
                int count = Math.min(1 + random.nextInt(20), MESSAGES - sent);
                for (int i = 0; i < count; i++) {
                    producer.send(session.createTextMessage(prefix + (sent + i)));
                }
                if (random.nextInt(5) == 0) {
                    session.rollback();
                } else {
                    session.commit();
                    sent += count;
                }
            }
        }
        return null;
    }

    private Void consume(Random random, int mode) throws Exception {
        while (left.get() > 0) {
            try (Connection own = factory.createConnection()) {
                own.start();
                Session session = own.createSession(mode);
                MessageConsumer consumer = consumer(session, "q");
                if (session.getTransacted() && random.nextBoolean()) {
                    listen(random, session, consumer);
                    continue;
                }
                for (int round = random.nextInt(20); round >= 0 && left.get() > 0; round--) {
                    consumeSome(random, session, consumer);
                    if (random.nextInt(10) == 0) {
                        own.stop();
                        own.start();
                    }
                }
            }
        }
        return null;
    }

    private void consumeSome(Random random, Session session, MessageConsumer consumer) throws Exception {
        List<Message> batch = new ArrayList<>();
        boolean automatic = session.getAcknowledgeMode() == Session.AUTO_ACKNOWLEDGE;
        int wanted = automatic ? 1 : 1 + random.nextInt(15);
        Message message;
        while (batch.size() < wanted && (message = consumer.receive(20)) != null) {
            batch.add(message);
        }
        boolean give = !automatic && mayFail(batch) && random.nextInt(4) == 0;
        if (session.getTransacted()) {
            if (give) {
                session.rollback();
            } else {
                session.commit();
            }
        } else if (give) {
            session.recover();
        } else if (!batch.isEmpty()) {
            batch.get(batch.size() - 1).acknowledge();
        }
        if (!give) {
            batch.forEach(this::count);
        }
    }

    /** Gets some messages by a listener, which now and then rolls back, and closes all while it may be running. */
    private void listen(Random random, Session session, MessageConsumer consumer) throws Exception {
        CountDownLatch enough = new CountDownLatch(1 + random.nextInt(100));
        Random own = new Random(random.nextLong());
        consumer.setMessageListener(listener(message -> {
            if (own.nextInt(8) == 0 && mayFail(List.of(message))) {
                session.rollback();
            } else {
                session.commit();
                count(message);
            }
            enough.countDown();
        }));
        enough.await(50, TimeUnit.MILLISECONDS);
    }

    /** The tenth failure would send a message to the dead-letter queue. */
    private static boolean mayFail(List<Message> batch) throws Exception {
        for (Message message : batch) {
            if (message.getIntProperty("JMSXDeliveryCount") > 5) {
                return false;
            }
        }
        return true;
    }

    private void count(Message message) {
        if (consumed.computeIfAbsent(text(message), unused -> new AtomicInteger())
                        .incrementAndGet()
                == 1) {
            left.decrementAndGet();
        }
    }
}
