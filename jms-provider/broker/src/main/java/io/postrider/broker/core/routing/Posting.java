package io.postrider.broker.core.routing;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.core.store.Account;
import io.postrider.broker.core.store.Gate;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;
import java.util.List;

/**
 * A message on its way into queues. First {@link #store}, then, once what that returned is committed, {@link #deliver}; or
 * {@link #discard}, if it never will be. For one thread at a time.
 */
public final class Posting {
    private final Message message;
    private final List<MessageQueue> queues;
    private StoredMessage stored;
    private int[] shares;
    private List<Entry> entries;
    private boolean paged;
    /** Whether it lies in the journal though nothing would come back after a restart. */
    private boolean pagedAlone;

    private final DuplicateIds duplicates;
    private final Account account;
    /** How many of its gates it has passed. */
    private int passed;
    /** Told before the queues get it; or null. */
    private Announced announced;
    /** Whether it comes before all that its queues hold. */
    private boolean ahead;
    /** Its name, while it is known to be the first of it; else null. */
    private String id;

    /** A message for these queues, none of them twice. */
    public Posting(Message message, List<MessageQueue> queues) {
        this(message, queues, null, null);
    }

    /**
     * A message for these queues, none of them twice.
     *
     * @param duplicates recognises what is sent again; null where the destination's policy does not ask for that
     * @param account whose it is; null where no application sends it
     */
    public Posting(Message message, List<MessageQueue> queues, DuplicateIds duplicates, Account account) {
        this.account = account;
        this.message = message;
        this.queues = queues;
        this.duplicates = duplicates;
    }

    /** A message that a queue is given before whatever else is sent to it. */
    public static Posting ahead(Message message, MessageQueue queue) {
        Posting posting = new Posting(message, List.of(queue));
        posting.ahead = true;
        return posting;
    }

    /** Who is to be told of it before its queues get it. */
    public void announceTo(Announced told) {
        announced = told;
    }

    /**
     * Whether it is to be sent, as no other message has had its name. To be asked once, just before {@link #store}; if it is, then
     * {@link #deliver} or {@link #discard} must follow.
     *
     * @param repeated told, if it is not, as the sender of the first one was or will be; or null
     */
    public boolean isFirst(Completion repeated) {
        String name = duplicates == null ? null : DuplicateIds.of(message);
        if (name == null) {
            return true;
        }
        id = duplicates.begin(name, repeated) ? name : null;
        return id != null;
    }

    /** What is to be journaled besides, if the message is; null for nothing. */
    public JournalRecord nameRecord() {
        return id == null ? null : duplicates.record(id);
    }

    /** What recovery found of a message of a prepared branch: one entry for each queue, in the same order. */
    public static Posting recovered(StoredMessage stored, List<MessageQueue> queues, List<Entry> entries) {
        Posting posting = new Posting(null, queues);
        posting.stored = stored;
        posting.entries = entries;
        return posting;
    }

    /**
     * The next of what it is held against that has no room for it; null if all others have. They are asked in one order for all messages: so
     * nobody who waits for the one keeps up who waits for the other.
     */
    public Gate full() {
        if (queues.isEmpty()) {
            return null;
        }
        List<Gate> gates = account == null ? List.of() : account.gates();
        boolean journaled = paged || journaling() > 0;
        for (; passed < gates.size() + queues.size(); passed++) {
            Gate gate = passed < gates.size()
                    ? gates.get(passed)
                    : queues.get(passed - gates.size()).room();
            if (gate != null && gate.isFullFor(message, journaled)) {
                return gate;
            }
        }
        return null;
    }

    /** Leaves behind what {@link #full} has told. */
    public void pass() {
        passed++;
    }

    /** The message is to lie in the journal, though it may not be persistent. To be said before {@link #store}. */
    public void page() {
        paged = true;
    }

    /**
     * Takes the message into the store.
     *
     * @return what is to be journaled; null if it is not persistent, or no queue outlives the broker
     */
    public JournalRecord store(MessageStore store) {
        if (queues.isEmpty()) {
            return null;
        }
        int journaling = journaling();
        if (journaling == 0 && (paged || followsPaged())) {
            pagedAlone = true;
            queues.forEach(queue -> queue.pagedUnderWay().incrementAndGet());
            stored = store.keepPaged(message, queues.size(), account);
            byte[] head = RecordCodec.encode(new CoreRecord.MessagePaged(stored.key()));
            return new JournalRecord(head, message.encoded(), stored);
        }
        byte[] encoded = journaling > 0 ? message.encoded() : null;
        stored = store.keep(message, journaling > 0, queues.size(), account);
        if (journaling == 0) {
            return null;
        }
        // the key is taken before a queue is asked for consumers: see Exposure
        shares = new int[journaling];
        int at = 0;
        for (MessageQueue queue : queues) {
            if (queue.number() > 0) {
                shares[at++] = CoreRecord.MessageAdded.share(queue.number(), queue.hasConsumers());
            }
        }
        byte[] head = RecordCodec.encode(new CoreRecord.MessageAdded(
                stored.key(),
                message.priority(),
                message.expirationMillis(),
                message.deliveryTimeMillis(),
                shares,
                stored.sender()));
        return new JournalRecord(head, encoded, stored);
    }

    /** How many of the queues have it journaled. */
    private int journaling() {
        int journaling = 0;
        if (message.persistent()) {
            for (MessageQueue queue : queues) {
                journaling += queue.number() > 0 ? 1 : 0;
            }
        }
        return journaling;
    }

    /** Whether what was sent before it is still on its way by the journal: then it must not overtake that. */
    private boolean followsPaged() {
        for (MessageQueue queue : queues) {
            if (queue.pagedUnderWay().get() > 0) {
                return true;
            }
        }
        return false;
    }

    private void arrived() {
        if (pagedAlone) {
            queues.forEach(queue -> queue.pagedUnderWay().decrementAndGet());
        }
    }

    /** Puts the message into its queues. */
    public void deliver() {
        putIntoQueues();
        arrived();
        if (id != null) {
            duplicates.done(id);
        }
    }

    private void putIntoQueues() {
        if (entries != null) {
            for (int i = 0; i < entries.size(); i++) {
                queues.get(i).put(entries.get(i));
            }
            return;
        }
        if (announced != null) {
            announced.coming(stored, queues);
        }
        int at = 0;
        for (MessageQueue queue : queues) {
            if (ahead) {
                queue.putAhead(stored, message);
                continue;
            }
            boolean exposed = shares != null && queue.number() > 0 && CoreRecord.MessageAdded.exposedIn(shares[at++]);
            queue.put(stored, message, exposed);
        }
    }

    /** Lets the message go: the queues never get it. */
    public void discard(MessageStore store) {
        for (int i = 0; i < queues.size(); i++) {
            store.release(stored);
        }
        arrived();
        if (id != null) {
            duplicates.failed(
                    id,
                    new BrokerException(
                            BrokerError.JOURNAL_FAILED, "the first message of the name " + id + " was not sent"));
        }
    }

    /** The queues. */
    public List<MessageQueue> queues() {
        return queues;
    }

    /** The message in the store; null before {@link #store}. */
    public StoredMessage stored() {
        return stored;
    }
}
