package io.postrider.broker.core.store;

import io.postrider.broker.journal.RetainedRecord;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The journal's record that messages have left one of several queues that hold them. As long as another queue holds one of
 * them, the message's own record stays, and would bring it back to all of them if this one were forgotten: so this one is
 * retained too, until the last of its messages is gone.
 */
public final class SharedRemoval extends RetainedRecord {
    private final AtomicInteger messages = new AtomicInteger();

    /** It tells of this message, which is still held. */
    public void tellsOf(StoredMessage message) {
        messages.incrementAndGet();
        message.add(this);
    }

    /** Whether it tells of any message that is still held. */
    public boolean isNeeded() {
        return messages.get() > 0;
    }

    /**
     * One of its messages is gone from all queues.
     *
     * @return whether it was the last one
     */
    boolean dropMessage() {
        return messages.decrementAndGet() == 0;
    }
}
