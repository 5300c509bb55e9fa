package io.postrider.broker.core.queue;

import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;

/** All goes to the consumer that was opened first, as long as it is open; then to the next one. */
final class SingleConsumer implements Turns {
    private final List<QueueConsumer> inLine = new ArrayList<>();

    @Override
    public boolean mayServe(QueueConsumer consumer) {
        return inLine.get(0) == consumer;
    }

    @Override
    public boolean chooses() {
        return false;
    }

    @Override
    public boolean mayTake(QueueConsumer consumer, Message message) {
        return true;
    }

    @Override
    public void delivered(QueueConsumer consumer, Entry entry, Message message) {
        // whose turn it is does not depend on what was delivered
    }

    @Override
    public boolean settled(Entry entry) {
        return false;
    }

    @Override
    public void joined(QueueConsumer consumer, int consumers) {
        inLine.add(consumer);
    }

    @Override
    public void left(QueueConsumer consumer) {
        inLine.remove(consumer);
    }
}
