package io.postrider.broker.core.store;

import io.postrider.broker.journal.RetainedRecord;
import io.postrider.protocol.message.Message;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.Consumer;

/**
 * A message as the broker keeps it, shared by all queues that hold it. Its content is in memory, or in the journal, or in
 * both. Kept small: there are as many of these as there are messages.
 */
public class StoredMessage extends RetainedRecord {
    private static final AtomicReferenceFieldUpdater<StoredMessage, Message> CONTENT =
            AtomicReferenceFieldUpdater.newUpdater(StoredMessage.class, Message.class, "content");
    private static final AtomicIntegerFieldUpdater<StoredMessage> HOLDERS =
            AtomicIntegerFieldUpdater.newUpdater(StoredMessage.class, "holders");

    private static final AtomicReferenceFieldUpdater<StoredMessage, Removals> REMOVALS =
            AtomicReferenceFieldUpdater.newUpdater(StoredMessage.class, Removals.class, "removals");

    private final long key;
    private final int sizeBytes;
    private volatile Message content;
    private volatile int holders;
    /** What tells the journal of the queues it has left; null where a single queue holds it from beginning to end. */
    private volatile Removals removals;

    /** A chain, the latest first. */
    private record Removals(SharedRemoval latest, Removals former) {
        private static final Removals NONE = new Removals(null, null);
    }

    StoredMessage(long key, Message content, int sizeBytes) {
        this.key = key;
        this.content = content;
        this.sizeBytes = sizeBytes;
    }

    /** Names the message in the journal; 0 if it is in memory alone. */
    public long key() {
        return key;
    }

    /** Whether the journal has it. */
    public boolean journaled() {
        return key != 0;
    }

    /** Whether it is there after the broker's end. */
    public boolean survives() {
        return key != 0;
    }

    /** Whose it is, if that is counted; or null. */
    Account account() {
        return null;
    }

    /** The user as whose it is counted, or null. */
    public String sender() {
        return account() == null ? null : account().user();
    }

    /** One that is counted as a user's, or that the journal holds for want of memory, and no longer than the broker runs. */
    static final class Special extends StoredMessage {
        private final Account account;
        private final boolean paged;

        Special(long key, Message content, int sizeBytes, Account account, boolean paged) {
            super(key, content, sizeBytes);
            this.account = account;
            this.paged = paged;
        }

        @Override
        Account account() {
            return account;
        }

        @Override
        public boolean survives() {
            return journaled() && !paged;
        }
    }

    /** The message, or null if it must be read from the journal first. */
    public Message content() {
        return content;
    }

    /** About how many bytes the content takes in memory. */
    public int sizeBytes() {
        return sizeBytes;
    }

    /**
     * Takes the content from memory.
     *
     * @return how many bytes that gives back; 0 if it was not there
     */
    int dropContent() {
        if (!journaled()) {
            // nobody can put it back, and only the last queue to let it go takes it: no race, no atomic instruction
            CONTENT.lazySet(this, null);
            return sizeBytes;
        }
        return CONTENT.getAndSet(this, null) == null ? 0 : sizeBytes;
    }

    /**
     * Puts the content back.
     *
     * @return how many bytes it takes; 0 if it was there already
     */
    int restoreContent(Message message) {
        return CONTENT.compareAndSet(this, null, message) ? sizeBytes : 0;
    }

    /**
     * One queue has let it go.
     *
     * @return whether it was the last one
     */
    boolean dropHolder() {
        if (holders == 1 && !journaled()) {
            // the caller is the one that is left, and nobody asks who might have put the content back meanwhile
            HOLDERS.lazySet(this, 0);
            return true;
        }
        return HOLDERS.decrementAndGet(this) == 0;
    }

    /** So many queues hold it; to be said before any of them can let it go. */
    public void heldBy(int queues) {
        holders = queues;
        if (queues > 1) {
            share();
        }
    }

    /** More than one queue holds it, or held it once. */
    public void share() {
        removals = Removals.NONE;
    }

    /** Whether more than one queue holds it, or held it once. */
    boolean isShared() {
        return removals != null;
    }

    /** Whether any queue holds it. */
    public boolean isHeld() {
        return holders > 0;
    }

    void add(SharedRemoval removal) {
        REMOVALS.updateAndGet(this, former -> new Removals(removal, former));
    }

    /** It is gone from all queues: what told of that is needed no longer, unless it tells of others. */
    void forEachNeedless(Consumer<SharedRemoval> action) {
        for (Removals at = removals; at != null && at != Removals.NONE; at = at.former) {
            if (at.latest.dropMessage()) {
                action.accept(at.latest);
            }
        }
    }
}
