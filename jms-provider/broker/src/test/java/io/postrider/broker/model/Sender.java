package io.postrider.broker.model;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** An application's thread that sends: one by one or in transactions, some of which it rolls back. */
final class Sender implements Runnable {
    private final BrokerLink link;
    private final AtomicLong numbers;
    private final long producer;
    private final DestinationName destination;
    private final List<Ledger> ledgers;
    private final int messages;
    private final Random random;
    private long serial;
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Sender(
            BrokerLink link,
            AtomicLong numbers,
            long producer,
            DestinationName destination,
            List<Ledger> ledgers,
            int messages,
            Random random) {
        this.link = link;
        this.numbers = numbers;
        this.producer = producer;
        this.destination = destination;
        this.ledgers = ledgers;
        this.messages = messages;
        this.random = random;
        serial = producer * 1_000_000;
    }

    @Override
    public void run() {
        for (int left = messages; left > 0; ) {
            int batch = Math.min(left, 1 + random.nextInt(8));
            if (random.nextInt(4) == 0) {
                sendInTransaction(batch);
            } else {
                sendOneByOne(batch);
            }
            left -= batch;
        }
        Worker.join(last);
    }

    private void sendOneByOne(int batch) {
        for (int i = 0; i < batch; i++) {
            last = new CompletableFuture<>();
            serial++;
            ledgers.forEach(ledger -> ledger.sending(serial));
            link.send(message(), BrokerLink.NO_TRANSACTION, completing(last));
        }
        if (random.nextBoolean()) {
            Worker.join(last);
        }
    }

    private void sendInTransaction(int batch) {
        Worker.join(last);
        long transaction = numbers.incrementAndGet();
        boolean commit = random.nextInt(4) > 0;
        for (int i = 0; i < batch; i++) {
            serial++;
            if (commit) {
                ledgers.forEach(ledger -> ledger.sending(serial));
            }
            link.send(message(), transaction, null);
        }
        last = new CompletableFuture<>();
        if (commit) {
            link.commit(transaction, null, completing(last));
        } else {
            link.rollback(transaction, completing(last));
        }
        Worker.join(last);
    }

    /** All of a producer are persistent or all are not: what is not need not wait for what is. */
    private Message message() {
        return Message.builder()
                .id(new MessageId(producer, serial))
                .destination(destination)
                .persistent(producer % 2 == 0)
                .properties(Map.of("serial", serial))
                .body(new Body.Text("message " + serial))
                .build();
    }

    static Completion completing(CompletableFuture<Void> future) {
        return new Completion() {
            @Override
            public void done() {
                future.complete(null);
            }

            @Override
            public void failed(BrokerException cause) {
                future.completeExceptionally(cause);
            }
        };
    }
}
