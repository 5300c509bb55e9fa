package io.postrider.broker.core.queue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * The consumers with credit: who was served longest ago comes first. One that has looked at all there is stands aside until there is something to
 * look at, and then takes its old place. Owned by the queue's mailbox.
 */
final class ConsumerLine {
    private final PriorityQueue<QueueConsumer> line =
            new PriorityQueue<>(Comparator.comparingLong((QueueConsumer consumer) -> consumer.turn));
    private final List<QueueConsumer> passedOver = new ArrayList<>();
    private long turns;
    private int size;

    /** How many have credit, those who stand aside too. */
    int size() {
        return size;
    }

    /** A consumer with credit comes last. */
    void join(QueueConsumer consumer) {
        consumer.turn = ++turns;
        consumer.ready = true;
        size++;
        wake(consumer);
    }

    /** A consumer has no credit any more. */
    void leave(QueueConsumer consumer) {
        consumer.ready = false;
        size--;
        if (consumer.inLine) {
            line.remove(consumer);
            consumer.inLine = false;
        }
    }

    /** There may be something for a consumer; nothing happens if it has no credit. */
    void wake(QueueConsumer consumer) {
        if (consumer.ready && !consumer.inLine && (consumer.cursor == null || !consumer.cursor.isAtEnd())) {
            consumer.inLine = true;
            line.add(consumer);
        }
    }

    /** Takes the first one out of the line, to be served or passed over; null if there is none. */
    QueueConsumer next() {
        QueueConsumer first = line.poll();
        if (first != null) {
            first.inLine = false;
        }
        return first;
    }

    /** The one taken out is served: it comes last, if it has credit left. */
    void served(QueueConsumer consumer) {
        consumer.ready = false;
        size--;
        if (consumer.credit > 0) {
            join(consumer);
        }
    }

    /** There is nothing for the one taken out, for now. */
    void passOver(QueueConsumer consumer) {
        passedOver.add(consumer);
    }

    /** Those passed over take their old places, but for those that have looked at all there is. */
    void readmit() {
        passedOver.forEach(this::wake);
        passedOver.clear();
    }
}
