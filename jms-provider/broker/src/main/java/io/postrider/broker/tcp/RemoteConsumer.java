package io.postrider.broker.tcp;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.wire.Frame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * One consumer of a remote client: its deliveries become frames, and its credit is handed on to the broker in steps of about
 * {@value #STEP_BYTES} bytes, no next one while the link has too much to write. So a client that gives much credit and reads slowly does not
 * draw a whole queue into the broker's memory.
 *
 * <pre>
 *   delivered  &lt;=  forwarded  &lt;=  granted
 *        |  at most one step  |  held back  |
 * </pre>
 *
 * <p>On the link's home loop, but for what the broker calls.
 */
final class RemoteConsumer implements DeliverySink {
    private static final int STEP_BYTES = 1024 * 1024;
    private static final int MOST_MESSAGES = 256;

    /** What a message is taken to have until one has come. */
    private static final int FIRST_GUESS_BYTES = STEP_BYTES / 32;

    /** A new message weighs one part in so many. */
    private static final int AVERAGE_WEIGHT = 8;

    private final long number;
    private final BrokerLink link;
    private final ServedLink served;

    /** Those who wait until all that is there has been offered. */
    private final Queue<Completion> offers = new ArrayDeque<>();

    private final AtomicLong delivered = new AtomicLong();
    private final AtomicBoolean advanceScheduled = new AtomicBoolean();
    private volatile int averageBytes = FIRST_GUESS_BYTES;
    private volatile long forwarded;
    private volatile long granted;
    private boolean asking;
    private boolean closed;

    RemoteConsumer(long number, BrokerLink link, ServedLink served) {
        this.number = number;
        this.link = link;
        this.served = served;
    }

    // ---- what the client says

    /**
     * More credit.
     *
     * @param offered done once all that is there within the credit has been posted, or null
     */
    void credit(int messages, Completion offered) {
        granted = Math.max(granted, granted + messages);
        if (offered != null) {
            offers.add(offered);
        }
        advance();
    }

    /** Hands on as much credit as is due. While the broker is asked whether all has been offered, that is none. */
    void advance() {
        if (asking || closed || served.isBacklogged()) {
            return;
        }
        long held = granted - forwarded;
        long unused = forwarded - delivered.get();
        int step = (int) Math.max(0, Math.min(held, stepMessages() - unused));
        if (!offers.isEmpty()) {
            asking = true;
            forwarded += step;
            link.credit(number, step, new Offered(offers.size()));
        } else if (step > 0) {
            forwarded += step;
            link.credit(number, step, null);
        }
    }

    private int stepMessages() {
        return Math.max(1, Math.min(MOST_MESSAGES, STEP_BYTES / Math.max(1, averageBytes)));
    }

    /**
     * What was there within the credit handed on has come. Where that used all of it, there may be more within the credit held
     * back, and it is asked again.
     */
    private void offered(int waiting) {
        asking = false;
        boolean mayBeMore = forwarded == delivered.get() && forwarded < granted;
        if (!mayBeMore || closed) {
            for (int i = 0; i < waiting && !offers.isEmpty(); i++) {
                offers.remove().done();
            }
        }
        advance();
    }

    private void failed(BrokerException cause) {
        asking = false;
        while (!offers.isEmpty()) {
            offers.remove().failed(cause);
        }
    }

    /** The consumer is closed: nothing more is handed on, and nobody waits for it. */
    void close() {
        closed = true;
        while (!offers.isEmpty()) {
            offers.remove().done();
        }
    }

    // ---- what the broker says; from any thread, one at a time

    @Override
    public void deliver(Delivery delivery) {
        int bytes = delivery.message().estimatedBytes();
        averageBytes += (bytes - averageBytes) / AVERAGE_WEIGHT;
        served.post(new Frame.Delivered(number, delivery.tag(), delivery.deliveryCount(), delivery.message()));
        long unused = forwarded - delivered.incrementAndGet();
        if (forwarded < granted && unused <= stepMessages() / 2 && advanceScheduled.compareAndSet(false, true)) {
            served.execute(() -> {
                advanceScheduled.set(false);
                advance();
            });
        }
    }

    @Override
    public void recall() {
        served.post(new Frame.Recall(number));
    }

    @Override
    public void closed(BrokerException cause) {
        served.post(new Frame.ConsumerClosed(number, cause.error(), cause.getMessage()));
        served.execute(this::close);
    }

    /** The broker's answer to credit handed on. */
    private final class Offered implements Completion {
        private final int waiting;

        Offered(int waiting) {
            this.waiting = waiting;
        }

        @Override
        public void done() {
            served.execute(() -> offered(waiting));
        }

        @Override
        public void failed(BrokerException cause) {
            served.execute(() -> RemoteConsumer.this.failed(cause));
        }
    }
}
