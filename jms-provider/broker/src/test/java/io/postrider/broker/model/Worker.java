package io.postrider.broker.model;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application's thread with a consumer: acknowledges some deliveries, fails with some, gives some back, works in
 * transactions, and at times closes its consumer and opens another one, until nothing more is to come.
 */
final class Worker implements Runnable {
    private static final int CREDIT = 16;

    private final BrokerLink link;
    private final AtomicLong numbers;
    private final DestinationName destination;
    private final ConsumerRequest.Subscription subscription;
    private final boolean reopens;
    private final Ledger ledger;
    private final Random random;
    private long consumer;
    private BlockingQueue<Delivery> inbox;

    Worker(
            BrokerLink link,
            AtomicLong numbers,
            DestinationName destination,
            ConsumerRequest.Subscription subscription,
            Ledger ledger,
            Random random) {
        this.link = link;
        this.numbers = numbers;
        this.destination = destination;
        this.subscription = subscription;
        this.ledger = ledger;
        this.random = random;
        reopens = subscription == null || subscription.durable();
    }

    /** Opens the first consumer; so that what is sent from now on is for it. */
    void open() {
        consumer = numbers.incrementAndGet();
        BlockingQueue<Delivery> here = new LinkedBlockingQueue<>();
        inbox = here;
        Map<Long, Long> newest = new HashMap<>();
        DeliverySink sink = new DeliverySink() {
            @Override
            public void deliver(Delivery delivery) {
                ledger.offered(delivery.message(), newest);
                here.add(delivery);
            }

            @Override
            public void recall() {
                // all that comes is begun soon
            }

            @Override
            public void closed(BrokerException cause) {
                throw new AssertionError("closed by the broker", cause);
            }
        };
        join(link.openConsumer(new ConsumerRequest(consumer, destination, null, false, subscription), sink)
                .toCompletableFuture());
        link.credit(consumer, CREDIT, null);
    }

    @Override
    public void run() {
        try {
            while (!ledger.isComplete()) {
                Delivery delivery = inbox.poll(20, TimeUnit.MILLISECONDS);
                if (delivery != null) {
                    handle(delivery);
                }
            }
            join(link.closeConsumer(consumer, 0).toCompletableFuture());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(Delivery delivery) {
        int dice = random.nextInt(100);
        if (dice < 70) {
            ledger.handed(delivery);
            acknowledge(delivery);
            link.credit(consumer, 1, null);
        } else if (dice < 80) {
            ledger.handed(delivery);
            fail(delivery);
            link.credit(consumer, 1, null);
        } else if (dice < 98 || !reopens) {
            transact(delivery);
        } else {
            ledger.handed(delivery);
            acknowledge(delivery);
            join(link.closeConsumer(consumer, delivery.tag()).toCompletableFuture());
            open();
        }
    }

    private void acknowledge(Delivery delivery) {
        ledger.settled(Sent.serialOf(delivery.message()));
        CompletableFuture<Void> done = new CompletableFuture<>();
        link.acknowledge(consumer, delivery.tag(), delivery.tag(), BrokerLink.NO_TRANSACTION, Sender.completing(done));
        join(done);
    }

    private void fail(Delivery delivery) {
        // nobody else gets it before the release: so this is told first
        ledger.failing(Sent.serialOf(delivery.message()));
        link.release(consumer, delivery.tag(), delivery.tag(), true, null);
    }

    /** This delivery and what else is at hand, in one transaction. */
    private void transact(Delivery first) {
        List<Delivery> taken = new ArrayList<>(List.of(first));
        inbox.drainTo(taken, random.nextInt(4));
        long transaction = numbers.incrementAndGet();
        for (Delivery delivery : taken) {
            ledger.handed(delivery);
            link.acknowledge(consumer, delivery.tag(), delivery.tag(), transaction, null);
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean commit = random.nextInt(4) > 0;
        for (Delivery delivery : taken) {
            long serial = Sent.serialOf(delivery.message());
            if (commit) {
                ledger.settled(serial);
            } else {
                ledger.failing(serial);
            }
        }
        if (commit) {
            link.commit(transaction, null, Sender.completing(done));
        } else {
            link.rollback(transaction, Sender.completing(done));
        }
        join(done);
        link.credit(consumer, taken.size(), null);
    }

    static void join(CompletableFuture<?> future) {
        future.orTimeout(30, TimeUnit.SECONDS).join();
    }
}
