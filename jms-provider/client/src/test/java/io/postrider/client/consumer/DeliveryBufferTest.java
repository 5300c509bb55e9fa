package io.postrider.client.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a broker, a taker, and one who stops and starts do to a buffer at once: each message is handed out, and once. */
@Timeout(60)
class DeliveryBufferTest {
    private static final int MESSAGES = 60_000;
    private static final int PREFETCH = 64;

    /** Works through what it is told, delivers as it has credit, and wants back what waits every now and then. */
    private final class Broker implements Runnable {
        private final Queue<Runnable> commands = new ConcurrentLinkedQueue<>();
        private final TreeSet<Long> ready = new TreeSet<>();
        private final Map<Long, Long> outstanding = new TreeMap<>();
        private int credit;
        private int mostCredit;
        private long lastTag;
        private int recalls;

        Broker() {
            LongStream.rangeClosed(1, MESSAGES).forEach(ready::add);
        }

        @Override
        public void run() {
            while (!ended) {
                Runnable command = commands.poll();
                if (command != null) {
                    command.run();
                } else if (credit > 0 && !ready.isEmpty()) {
                    deliver(ready.pollFirst());
                }
                mostCredit = Math.max(mostCredit, credit);
            }
        }

        private void deliver(long number) {
            credit--;
            outstanding.put(++lastTag, number);
            buffer.deliver(new Delivery(lastTag, message(number), 1));
            if (lastTag % 1_000 == 0) {
                recalls++;
                buffer.recall();
            }
        }

        private void released(long first, long last) {
            for (long tag = first; tag <= Math.min(last, lastTag); tag++) {
                ready.add(outstanding.remove(tag));
            }
        }

        private BrokerLink link() {
            return (BrokerLink) Proxy.newProxyInstance(
                    getClass().getClassLoader(), new Class<?>[] {BrokerLink.class}, (link, method, args) -> {
                        switch (method.getName()) {
                            case "credit" -> commands.add(() -> credit += (int) args[1]);
                            case "release" -> commands.add(() -> released((long) args[1], (long) args[2]));
                            default -> throw new AssertionError("nobody should call " + method);
                        }
                        return null;
                    });
        }
    }

    private final Broker broker = new Broker();
    private final DeliveryBuffer buffer = new DeliveryBuffer(broker.link(), 1, PREFETCH, () -> {}, cause -> {});
    private volatile boolean ended;

    private static Message message(long number) {
        return Message.builder()
                .id(new MessageId(1, number))
                .destination(DestinationName.queue("q"))
                .build();
    }

    @AfterEach
    void end() {
        ended = true;
    }

    @Test
    void eachMessageIsHandedOutOnceWhateverIsRecalledAndStoppedMeanwhile() throws InterruptedException {
        Thread delivering = new Thread(broker);
        Thread stopping = new Thread(() -> {
            while (!ended) {
                buffer.pause();
                buffer.resume();
            }
        });
        delivering.start();
        stopping.start();
        List<Long> handed = new ArrayList<>();
        while (handed.size() < MESSAGES) {
            Delivery next = buffer.poll();
            if (next == null) {
                buffer.request();
            } else {
                handed.add(next.message().id().sequence());
            }
        }
        ended = true;
        delivering.join();
        stopping.join();
        assertThat(handed).doesNotHaveDuplicates();
        assertThat(broker.recalls).isPositive();
        assertThat(broker.mostCredit).isBetween(2, PREFETCH);
    }

    @Test
    void whatComesIsHandedOutInItsOrderAndNotWhilePaused() {
        for (long tag = 1; tag <= 3; tag++) {
            buffer.deliver(new Delivery(tag, message(tag), 1));
        }
        assertThat(buffer.poll()).isNull();
        buffer.resume();
        assertThat(buffer.poll().tag()).isEqualTo(1);
        buffer.deliver(new Delivery(4, message(4), 1));
        assertThat(buffer.poll().tag()).isEqualTo(2);
        buffer.pause();
        assertThat(buffer.poll()).isNull();
        buffer.resume();
        assertThat(buffer.poll().tag()).isEqualTo(3);
        assertThat(buffer.poll().tag()).isEqualTo(4);
        assertThat(buffer.poll()).isNull();
    }

    @Test
    void whatWasFetchedAndWhatHasComeSinceIsRecalledTogether() {
        buffer.resume();
        for (long tag = 1; tag <= 3; tag++) {
            broker.lastTag = tag;
            broker.outstanding.put(tag, tag);
            buffer.deliver(new Delivery(tag, message(tag), 1));
        }
        assertThat(buffer.poll().tag()).isEqualTo(1);
        broker.lastTag = 4;
        broker.outstanding.put(4L, 4L);
        buffer.deliver(new Delivery(4, message(4), 1));
        broker.ready.clear();
        buffer.recall();
        broker.commands.forEach(Runnable::run);
        assertThat(broker.ready).containsExactly(2L, 3L, 4L);
        assertThat(buffer.poll()).isNull();
    }
}
