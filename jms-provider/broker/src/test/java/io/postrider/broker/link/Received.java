package io.postrider.broker.link;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A sink that keeps what it gets. */
public final class Received implements DeliverySink {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();
    private final AtomicInteger recalls = new AtomicInteger();
    private volatile BrokerException closedBecause;

    @Override
    public void deliver(Delivery delivery) {
        deliveries.add(delivery);
    }

    @Override
    public void recall() {
        recalls.incrementAndGet();
    }

    @Override
    public void closed(BrokerException cause) {
        closedBecause = cause;
    }

    /** The next delivery, waited for. */
    public Delivery next() {
        try {
            Delivery delivery = deliveries.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (delivery == null) {
                throw new AssertionError("nothing was delivered");
            }
            return delivery;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** The texts of the next so many deliveries. */
    public List<String> nextTexts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(text(next().message()));
        }
        return texts;
    }

    /** The texts of all that was delivered and not taken yet. */
    public List<String> textsSoFar() {
        List<Delivery> all = new ArrayList<>();
        deliveries.drainTo(all);
        return all.stream().map(delivery -> text(delivery.message())).toList();
    }

    /** How often it was asked to give back what it has not begun. */
    public int recalls() {
        return recalls.get();
    }

    /** Why the broker closed the consumer, or null. */
    public BrokerException closedBecause() {
        return closedBecause;
    }

    /** A message's text. */
    public static String text(Message message) {
        return ((Body.Text) message.body()).text();
    }
}
