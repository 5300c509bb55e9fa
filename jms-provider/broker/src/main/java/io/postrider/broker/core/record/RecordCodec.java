package io.postrider.broker.core.record;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.ByteWriter;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The one encoding of the core's records: the type's code in a byte, then the fields in the order of the record. */
public final class RecordCodec {
    private static final int EXPIRES = 1;
    private static final int DELAYED = 1 << 1;
    private static final int COUNTED = 1 << 2;

    private RecordCodec() {}

    /** The record's bytes; of a message that was added, its head. */
    public static byte[] encode(CoreRecord record) {
        ByteWriter out = new ByteWriter(expectedBytes(record));
        out.writeByte(record.type().code());
        if (record instanceof CoreRecord.MessageAdded added) {
            writeAdded(out, added);
        } else if (record instanceof CoreRecord.DuplicateId sent) {
            writeDestination(out, sent.destination());
            out.writeString(sent.id()).writeLong(sent.atMillis());
        } else if (record instanceof CoreRecord.MessagePaged paged) {
            out.writeLong(paged.key());
        } else if (record instanceof CoreRecord.MessagesRemoved removed) {
            writeKeys(out, removed.messages());
        } else if (record instanceof CoreRecord.Attempts attempts) {
            writeAttempts(out, attempts);
        } else if (record instanceof CoreRecord.Exposed exposed) {
            out.writeVarInt(exposed.queue()).writeLong(exposed.upTo());
        } else if (record instanceof CoreRecord.Seen seen) {
            out.writeVarInt(seen.queue()).writeLong(seen.upTo());
        } else if (record instanceof CoreRecord.QueueKnown known) {
            out.writeVarInt(known.queue());
            writeDestination(out, known.name());
        } else if (record instanceof CoreRecord.SubscriptionMade made) {
            writeSubscription(out, made);
        } else if (record instanceof CoreRecord.SubscriptionDeleted deleted) {
            out.writeVarInt(deleted.queue());
        } else if (record instanceof CoreRecord.BranchPrepared prepared) {
            writePrepared(out, prepared);
        } else if (record instanceof CoreRecord.BranchEnded ended) {
            out.writeLong(ended.branch());
        } else if (record instanceof CoreRecord.Paused paused) {
            writeBoolean(out.writeVarInt(paused.queue()).writeLong(paused.change()), paused.paused());
        } else if (record instanceof CoreRecord.BranchDecided decided) {
            out.writeLong(decided.branch());
            writeBranch(out, decided.id());
            writeBoolean(out, decided.committed());
        } else if (record instanceof CoreRecord.BranchForgotten forgotten) {
            out.writeLong(forgotten.branch());
        } else if (record instanceof CoreRecord.SequencesDone done) {
            writeSequences(out, done);
        } else if (record instanceof CoreRecord.Store store) {
            out.writeVarInt(store.generation());
            writeBoolean(out.writeString(store.brokerId()), store.clean());
            out.writeLong(store.cleanUpTo()).writeVarInt(store.nextQueue());
        }
        return out.toByteArray();
    }

    private static int expectedBytes(CoreRecord record) {
        if (record instanceof CoreRecord.MessageAdded added && added.shares().length == 1) {
            return 17;
        }
        return record instanceof CoreRecord.MessagesRemoved removed
                ? 8 + 8 * removed.messages().keys().length
                : 32;
    }

    private static void writeAdded(ByteWriter out, CoreRecord.MessageAdded added) {
        int flags = added.expirationMillis() != 0 ? EXPIRES : 0;
        flags |= added.deliveryTimeMillis() != 0 ? DELAYED : 0;
        flags |= added.sender() != null ? COUNTED : 0;
        out.writeByte(flags).writeByte(added.priority()).writeLong(added.key());
        if (added.expirationMillis() != 0) {
            out.writeLong(added.expirationMillis());
        }
        if (added.deliveryTimeMillis() != 0) {
            out.writeLong(added.deliveryTimeMillis());
        }
        out.writeVarInt(added.shares().length);
        for (int share : added.shares()) {
            out.writeVarInt(share);
        }
        if (added.sender() != null) {
            out.writeString(added.sender());
        }
    }

    private static void writeAttempts(ByteWriter out, CoreRecord.Attempts attempts) {
        out.writeVarInt(attempts.queue()).writeLong(attempts.key()).writeVarInt(attempts.attempts());
        writeBoolean(out, attempts.seen());
        if (attempts.type() == RecordType.FAILURES) {
            out.writeLong(attempts.restsUntilMillis())
                    .writeVarInt(attempts.failures().size());
            for (CoreRecord.Failure failure : attempts.failures()) {
                out.writeLong(failure.atMillis()).writeString(failure.who()).writeVarInt(failure.cause());
            }
        }
    }

    private static void writeKeys(ByteWriter out, CoreRecord.QueueKeys messages) {
        out.writeVarInt(messages.queue()).writeVarInt(messages.keys().length);
        for (long key : messages.keys()) {
            out.writeLong(key);
        }
    }

    private static void writeSubscription(ByteWriter out, CoreRecord.SubscriptionMade made) {
        out.writeVarInt(made.queue());
        writeNullable(out, made.clientId());
        writeBoolean(out.writeString(made.name()), made.shared());
        writeDestination(out, made.topic());
        writeNullable(out, made.selector());
        writeBoolean(out, made.noLocal());
    }

    private static void writePrepared(ByteWriter out, CoreRecord.BranchPrepared prepared) {
        out.writeLong(prepared.branch());
        writeBranch(out, prepared.id());
        writeAllKeys(out, prepared.added());
        writeAllKeys(out, prepared.acknowledged());
    }

    private static void writeBranch(ByteWriter out, BranchId id) {
        out.writeInt(id.formatId()).writeBytes(id.globalTransactionId());
        out.writeBytes(id.branchQualifier());
    }

    private static void writeAllKeys(ByteWriter out, List<CoreRecord.QueueKeys> all) {
        out.writeVarInt(all.size());
        all.forEach(messages -> writeKeys(out, messages));
    }

    private static void writeSequences(ByteWriter out, CoreRecord.SequencesDone done) {
        out.writeByte(done.kind().code()).writeLong(done.producer());
        out.writeVarInt(done.ranges().length / 2);
        for (long bound : done.ranges()) {
            out.writeLong(bound);
        }
    }

    private static void writeBoolean(ByteWriter out, boolean value) {
        out.writeByte(value ? 1 : 0);
    }

    private static void writeNullable(ByteWriter out, String value) {
        writeBoolean(out, value != null);
        if (value != null) {
            out.writeString(value);
        }
    }

    private static void writeDestination(ByteWriter out, DestinationName name) {
        out.writeByte(name.kind().code()).writeString(name.name());
    }

    /**
     * Reads a record; afterwards the reader stands behind it, for a message at its encoded form.
     *
     * @return null if a later version wrote it, and this one does not know it
     * @throws MalformedMessageException if the bytes are no record
     */
    public static CoreRecord decode(ByteReader in) {
        RecordType type = RecordType.ofCode(in.readUnsignedByte());
        if (type == null) {
            return null;
        }
        return switch (type) {
            case STORE ->
                new CoreRecord.Store(in.readVarInt(), in.readString(), readBoolean(in), in.readLong(), in.readVarInt());
            case QUEUE_KNOWN -> new CoreRecord.QueueKnown(in.readVarInt(), readDestination(in));
            case SUBSCRIPTION_MADE ->
                new CoreRecord.SubscriptionMade(
                        in.readVarInt(),
                        readNullable(in),
                        in.readString(),
                        readBoolean(in),
                        readDestination(in),
                        readNullable(in),
                        readBoolean(in));
            case SUBSCRIPTION_DELETED -> new CoreRecord.SubscriptionDeleted(in.readVarInt());
            case MESSAGE_ADDED -> readAdded(in);
            case MESSAGE_PAGED -> new CoreRecord.MessagePaged(in.readLong());
            case DUPLICATE_ID -> new CoreRecord.DuplicateId(readDestination(in), in.readString(), in.readLong());
            case MESSAGES_REMOVED -> new CoreRecord.MessagesRemoved(readKeys(in), false);
            case SHARED_REMOVED -> new CoreRecord.MessagesRemoved(readKeys(in), true);
            case ATTEMPTS ->
                new CoreRecord.Attempts(in.readVarInt(), in.readLong(), in.readVarInt(), readBoolean(in), 0, List.of());
            case FAILURES ->
                new CoreRecord.Attempts(
                        in.readVarInt(),
                        in.readLong(),
                        in.readVarInt(),
                        readBoolean(in),
                        in.readLong(),
                        readFailures(in));
            case EXPOSED -> new CoreRecord.Exposed(in.readVarInt(), in.readLong());
            case SEEN -> new CoreRecord.Seen(in.readVarInt(), in.readLong());
            case BRANCH_PREPARED -> readPrepared(in);
            case BRANCH_ENDED -> new CoreRecord.BranchEnded(in.readLong());
            case PAUSED -> new CoreRecord.Paused(in.readVarInt(), in.readLong(), readBoolean(in));
            case BRANCH_DECIDED -> new CoreRecord.BranchDecided(in.readLong(), readBranch(in), readBoolean(in));
            case BRANCH_FORGOTTEN -> new CoreRecord.BranchForgotten(in.readLong());
            case SEQUENCES_DONE -> readSequences(in);
        };
    }

    /** How much of a record comes before its message; the whole of it where there is none, or nobody knows. */
    public static int headLength(byte[] bytes, int offset, int length) {
        ByteReader in = new ByteReader(bytes, offset, length);
        try {
            CoreRecord head = decode(in);
            return holdsMessage(head) ? length - in.remaining() : length;
        } catch (MalformedMessageException e) {
            return length;
        }
    }

    private static boolean holdsMessage(CoreRecord head) {
        return head instanceof CoreRecord.MessageAdded || head instanceof CoreRecord.MessagePaged;
    }

    /**
     * The encoded message within the bytes of a {@link CoreRecord.MessageAdded} or {@link CoreRecord.MessagePaged}.
     *
     * @throws MalformedMessageException if the bytes are no such record
     */
    public static byte[] messageIn(byte[] record) {
        ByteReader in = new ByteReader(record);
        CoreRecord head = decode(in);
        if (!holdsMessage(head)) {
            throw new MalformedMessageException("the record holds no message");
        }
        return Arrays.copyOfRange(record, in.position(), record.length);
    }

    private static CoreRecord.MessageAdded readAdded(ByteReader in) {
        int flags = in.readUnsignedByte();
        int priority = in.readUnsignedByte();
        if (priority > 9) {
            throw new MalformedMessageException("priority " + priority);
        }
        long key = in.readLong();
        long expirationMillis = (flags & EXPIRES) != 0 ? in.readLong() : 0;
        long deliveryTimeMillis = (flags & DELAYED) != 0 ? in.readLong() : 0;
        int[] shares = new int[readCount(in, 1)];
        for (int i = 0; i < shares.length; i++) {
            shares[i] = in.readVarInt();
        }
        String sender = (flags & COUNTED) != 0 ? in.readString() : null;
        return new CoreRecord.MessageAdded(key, priority, expirationMillis, deliveryTimeMillis, shares, sender);
    }

    private static CoreRecord.SequencesDone readSequences(ByteReader in) {
        SequenceKind kind = SequenceKind.ofCode(in.readUnsignedByte());
        long producer = in.readLong();
        long[] ranges = new long[2 * readCount(in, 16)];
        long former = Long.MIN_VALUE;
        for (int i = 0; i < ranges.length; i++) {
            ranges[i] = in.readLong();
            boolean inOrder = i % 2 == 0 ? ranges[i] > former || i == 0 : ranges[i] >= former;
            if (!inOrder) {
                throw new MalformedMessageException("ranges of sequences that are out of order");
            }
            former = ranges[i];
        }
        if (kind == null) {
            throw new MalformedMessageException("sequences of an unknown kind");
        }
        return new CoreRecord.SequencesDone(kind, producer, ranges);
    }

    private static CoreRecord.QueueKeys readKeys(ByteReader in) {
        int queue = in.readVarInt();
        long[] keys = new long[readCount(in, 8)];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = in.readLong();
        }
        return new CoreRecord.QueueKeys(queue, keys);
    }

    private static CoreRecord.BranchPrepared readPrepared(ByteReader in) {
        long branch = in.readLong();
        return new CoreRecord.BranchPrepared(branch, readBranch(in), readAllKeys(in), readAllKeys(in));
    }

    private static BranchId readBranch(ByteReader in) {
        return new BranchId(in.readInt(), in.readBytes(), in.readBytes());
    }

    private static List<CoreRecord.QueueKeys> readAllKeys(ByteReader in) {
        int count = readCount(in, 2);
        List<CoreRecord.QueueKeys> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(readKeys(in));
        }
        return all;
    }

    private static List<CoreRecord.Failure> readFailures(ByteReader in) {
        int count = readCount(in, 10);
        List<CoreRecord.Failure> failures = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            failures.add(new CoreRecord.Failure(in.readLong(), in.readString(), in.readVarInt()));
        }
        return failures;
    }

    private static int readCount(ByteReader in, int bytesEach) {
        int count = in.readVarInt();
        if (count > in.remaining() / bytesEach) {
            throw new MalformedMessageException("a count of " + count + " with " + in.remaining() + " bytes left");
        }
        return count;
    }

    private static boolean readBoolean(ByteReader in) {
        return in.readUnsignedByte() != 0;
    }

    private static String readNullable(ByteReader in) {
        return readBoolean(in) ? in.readString() : null;
    }

    private static DestinationName readDestination(ByteReader in) {
        return new DestinationName(DestinationName.Kind.ofCode(in.readUnsignedByte()), in.readString());
    }
}
