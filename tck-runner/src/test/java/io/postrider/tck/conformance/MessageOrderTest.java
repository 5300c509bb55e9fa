package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The order of messages, and that a session runs one piece of client code at a time. */
@Section("6.2.9")
class MessageOrderTest extends ConformanceTest {

    private static final int MANY = 300;

    private static List<String> numbered() {
        return IntStream.range(0, MANY).mapToObj(i -> "m" + i).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queue", "topic"})
    void whatASessionSendsToADestinationArrivesInOrder(String kind) throws JMSException {
        Session session = session();
        Destination destination = kind.equals("queue") ? newQueue() : newTopic();
        MessageConsumer consumer = session().createConsumer(destination);
        send(session, destination, numbered().toArray(String[]::new));
        assertThat(receiveTexts(consumer, MANY)).isEqualTo(numbered());
    }

    @Test
    void aListenerHearsThemInOrder() throws Exception {
        Session session = session();
        Queue queue = newQueue();
        send(session(), queue, numbered().toArray(String[]::new));
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        session.createConsumer(queue).setMessageListener(message -> {
            try {
                heard.add(textOf(message));
            } catch (JMSException e) {
                throw new AssertionError(e);
            }
        });
        for (String text : numbered()) {
            assertThat(heard.poll(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo(text);
        }
    }

    @Test
    void manyProducersOfOneSessionKeepItsOrder() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer one = session.createProducer(queue);
        MessageProducer other = session.createProducer(null);
        for (String text : numbered()) {
            if (text.hashCode() % 2 == 0) {
                one.send(session.createTextMessage(text));
            } else {
                other.send(queue, session.createTextMessage(text));
            }
        }
        assertThat(receiveTexts(session.createConsumer(queue), MANY)).isEqualTo(numbered());
    }

    @Test
    @Section("6.2.9")
    void orderHoldsWithinADeliveryMode() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        for (int i = 0; i < MANY; i++) {
            int mode = i % 3 == 0 ? DeliveryMode.PERSISTENT : DeliveryMode.NON_PERSISTENT;
            producer.send(session.createTextMessage(mode + "-" + i), mode, 4, 0);
        }
        List<String> received = receiveTexts(session.createConsumer(queue), MANY);
        for (int mode : new int[] {DeliveryMode.PERSISTENT, DeliveryMode.NON_PERSISTENT}) {
            List<Integer> numbers = received.stream()
                    .filter(text -> text.startsWith(mode + "-"))
                    .map(text -> Integer.valueOf(text.substring(2)))
                    .toList();
            assertThat(numbers).isSorted();
        }
        assertThat(received).doesNotHaveDuplicates().doesNotContainNull();
    }

    @Test
    @Section("3.4.10")
    void expeditedMessagesGoAheadOfNormalOnes() throws JMSException {
        Session session = session();
        Queue queue = newQueue();
        MessageProducer producer = session.createProducer(queue);
        for (int priority : new int[] {4, 0, 9, 5, 4, 9, 2}) {
            producer.send(session.createTextMessage("p" + priority), DeliveryMode.NON_PERSISTENT, priority, 0);
        }
        List<String> received = receiveTexts(session.createConsumer(queue), 7);
        assertThat(received).containsExactly("p9", "p9", "p5", "p4", "p4", "p2", "p0");
    }

    @Test
    @Section("6.2.13")
    void aSessionRunsOneListenerAtATime() throws Exception {
        Session session = session();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger overlaps = new AtomicInteger();
        CountDownLatch all = new CountDownLatch(2 * MANY);
        List<Queue> queues = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Queue queue = newQueue();
            queues.add(queue);
            session.createConsumer(queue).setMessageListener(message -> {
                if (running.incrementAndGet() > 1) {
                    overlaps.incrementAndGet();
                }
                Thread.yield();
                running.decrementAndGet();
                all.countDown();
            });
        }
        Session sending = session();
        for (Queue queue : queues) {
            send(sending, queue, numbered().toArray(String[]::new));
        }
        assertThat(all.await(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        assertThat(overlaps).hasValue(0);
    }

    @Test
    @Section("6.2.14")
    void listenersOfTwoSessionsRunSideBySide() throws Exception {
        Connection connection = connection();
        CyclicBarrier together = new CyclicBarrier(2);
        CountDownLatch met = new CountDownLatch(2);
        List<Queue> queues = List.of(newQueue(), newQueue());
        for (Queue queue : queues) {
            connection.createSession().createConsumer(queue).setMessageListener(message -> {
                try {
                    together.await(GUARD_MILLIS, TimeUnit.MILLISECONDS);
                    met.countDown();
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
        }
        Session sending = session();
        for (Queue queue : queues) {
            send(sending, queue, "go");
        }
        assertThat(met.await(GUARD_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    }

    @Test
    @Section("4.1.2")
    void aMessageGoesToOneConsumerOnly() throws JMSException {
        Queue queue = newQueue();
        List<MessageConsumer> consumers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            consumers.add(session().createConsumer(queue));
        }
        send(session(), queue, numbered().toArray(String[]::new));
        List<String> received = new ArrayList<>();
        while (received.size() < MANY) {
            for (MessageConsumer consumer : consumers) {
                String text = textOf(consumer.receive(20));
                if (text != null) {
                    received.add(text);
                }
            }
        }
        for (MessageConsumer consumer : consumers) {
            assertThat(consumer.receiveNoWait()).isNull();
        }
        assertThat(received).containsExactlyInAnyOrderElementsOf(numbered());
    }
}
