package io.postrider.broker.core.record;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.message.DestinationName;
import java.util.List;

/** A record of the core, read from the journal or about to be written to it. Arrays are shared, not copied. */
public sealed interface CoreRecord {

    /** Which record this is. */
    RecordType type();

    /**
     * The store as a whole.
     *
     * @param generation counts these records; the highest is in force
     * @param brokerId names the store for as long as it exists
     * @param clean whether the broker was shut down in order, and nothing was written since
     * @param cleanUpTo exposures up to this key are void, as every consumer had given back what it had
     * @param nextQueue the first queue number never used
     */
    record Store(int generation, String brokerId, boolean clean, long cleanUpTo, int nextQueue) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.STORE;
        }
    }

    /**
     * A queue has a number.
     *
     * @param queue its number, above 0, never used twice
     * @param name of a queue
     */
    record QueueKnown(int queue, DestinationName name) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.QUEUE_KNOWN;
        }
    }

    /**
     * A durable subscription has a number.
     *
     * @param queue its number, of the same sequence as those of queues
     * @param clientId or null
     * @param name the subscription's name
     * @param shared whether it may have several consumers
     * @param topic the topic
     * @param selector or null
     * @param noLocal whether messages of the same client identifier are left out
     */
    record SubscriptionMade(
            int queue,
            String clientId,
            String name,
            boolean shared,
            DestinationName topic,
            String selector,
            boolean noLocal)
            implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.SUBSCRIPTION_MADE;
        }
    }

    /**
     * A durable subscription is gone.
     *
     * @param queue its number
     */
    record SubscriptionDeleted(int queue) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.SUBSCRIPTION_DELETED;
        }
    }

    /**
     * A message was added; its encoded form follows this head. What a queue needs without the message's content is said
     * here again, so that recovery decodes no message.
     *
     * @param key names the message in this store, above 0, never used twice
     * @param priority from 0 to 9
     * @param expirationMillis or 0
     * @param deliveryTimeMillis or 0
     * @param shares for each queue its number shifted left by one, plus one if the queue had a consumer by then
     * @param sender the user as whose it counts, where that is limited; or null
     */
    record MessageAdded(
            long key, int priority, long expirationMillis, long deliveryTimeMillis, int[] shares, String sender)
            implements CoreRecord {
        /** One that is nobody's. */
        public MessageAdded(long key, int priority, long expirationMillis, long deliveryTimeMillis, int[] shares) {
            this(key, priority, expirationMillis, deliveryTimeMillis, shares, null);
        }

        @Override
        public RecordType type() {
            return RecordType.MESSAGE_ADDED;
        }

        /** A share as it stands in {@link #shares}. */
        public static int share(int queue, boolean exposed) {
            return queue << 1 | (exposed ? 1 : 0);
        }

        /** The queue of a share. */
        public static int queueOf(int share) {
            return share >>> 1;
        }

        /** Whether the queue of a share had a consumer by then. */
        public static boolean exposedIn(int share) {
            return (share & 1) != 0;
        }
    }

    /**
     * A message that is not persistent was written for want of memory; its encoded form follows this head. It is void after the broker's
     * end.
     *
     * @param key names the message in this store, above 0, never used twice
     */
    record MessagePaged(long key) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.MESSAGE_PAGED;
        }
    }

    /**
     * A message of this name was sent, by {@code postrider_duplicate_id}.
     *
     * @param destination where to
     * @param id its name
     * @param atMillis when, from which its window counts
     */
    record DuplicateId(DestinationName destination, String id, long atMillis) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.DUPLICATE_ID;
        }
    }

    /**
     * Messages of one queue.
     *
     * @param queue its number
     * @param keys of the messages
     */
    record QueueKeys(int queue, long[] keys) {}

    /**
     * Messages have left a queue.
     *
     * @param messages which ones
     * @param shared whether other queues hold or held some of them, too: then this record is retained as long as they are
     */
    record MessagesRemoved(QueueKeys messages, boolean shared) implements CoreRecord {
        @Override
        public RecordType type() {
            return shared ? RecordType.SHARED_REMOVED : RecordType.MESSAGES_REMOVED;
        }
    }

    /**
     * How a message fared in a queue.
     *
     * @param queue the queue's number
     * @param key the message's key
     * @param attempts how many deliveries were handed to an application, and failed
     * @param seen whether it may have been handed to an application besides
     * @param restsUntilMillis before which instant it must not be delivered again; 0 for none
     * @param failures the latest of the failed deliveries, the first one first
     */
    record Attempts(int queue, long key, int attempts, boolean seen, long restsUntilMillis, List<Failure> failures)
            implements CoreRecord {
        @Override
        public RecordType type() {
            return restsUntilMillis == 0 && failures.isEmpty() ? RecordType.ATTEMPTS : RecordType.FAILURES;
        }
    }

    /**
     * A delivery that failed.
     *
     * @param atMillis when that was known
     * @param who the connection, for people
     * @param cause a code, see {@code FailedDelivery.Cause}
     */
    record Failure(long atMillis, String who, int cause) {}

    /**
     * A consumer may have seen a queue's messages.
     *
     * @param queue its number
     * @param upTo the highest key among them
     */
    record Exposed(int queue, long upTo) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.EXPOSED;
        }
    }

    /**
     * What a consumer may have seen of a queue when the broker ended out of order.
     *
     * @param queue its number
     * @param upTo the highest key among them
     */
    record Seen(int queue, long upTo) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.SEEN;
        }
    }

    /**
     * A branch is prepared. The messages it adds stand in the same unit, and are not to be delivered before its outcome.
     *
     * @param branch its number, above 0, never used twice
     * @param id its identifier
     * @param added what it adds to queues
     * @param acknowledged what it takes from queues
     */
    record BranchPrepared(long branch, BranchId id, List<QueueKeys> added, List<QueueKeys> acknowledged)
            implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.BRANCH_PREPARED;
        }
    }

    /**
     * A prepared branch has its outcome. Messages removed by it stand in the same unit: those it acknowledged if it was
     * committed, those it added if it was rolled back.
     *
     * @param branch its number
     */
    record BranchEnded(long branch) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.BRANCH_ENDED;
        }
    }

    /**
     * An operator has paused or resumed a queue.
     *
     * @param queue its number
     * @param change counts these records of a queue; the highest is in force
     * @param paused whether it is paused now
     */
    record Paused(int queue, long change, boolean paused) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.PAUSED;
        }
    }

    /**
     * An operator has decided a prepared branch; its end stands in the same unit.
     *
     * @param branch its number
     * @param id its identifier
     * @param committed whether it was committed, not rolled back
     */
    record BranchDecided(long branch, BranchId id, boolean committed) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.BRANCH_DECIDED;
        }
    }

    /**
     * A branch that an operator decided is forgotten.
     *
     * @param branch its number
     */
    record BranchForgotten(long branch) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.BRANCH_FORGOTTEN;
        }
    }

    /**
     * A producer's sequences that were done; the deed of the last one stands in the same unit.
     *
     * @param kind what they count
     * @param producer its number
     * @param ranges first and last sequence of each range
     */
    record SequencesDone(SequenceKind kind, long producer, long[] ranges) implements CoreRecord {
        @Override
        public RecordType type() {
            return RecordType.SEQUENCES_DONE;
        }
    }
}
