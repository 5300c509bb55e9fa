package io.postrider.protocol.wire;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns bytes into frames. Stateless. Bytes from a stranger can make it fail, with {@link MalformedMessageException} and
 * nothing else, and never make it allocate more than they are long.
 */
public final class FrameDecoder {
    private FrameDecoder() {}

    /**
     * The frame with these bytes, which are kept where it carries a message.
     *
     * @throws MalformedMessageException if they are no such frame, or longer than one
     */
    public static Frame decode(FrameType type, byte[] head, byte[] body) {
        try {
            ByteReader in = new ByteReader(head);
            Frame frame = read(type, in, body);
            if (in.remaining() != 0 || body.length != 0 && !carriesMessages(type)) {
                throw new MalformedMessageException("surplus bytes in a frame of type " + type);
            }
            return frame;
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException("a frame of type " + type + ": " + e.getMessage());
        }
    }

    /**
     * Checks the length that stands before a frame, before anything is allocated for it.
     *
     * @param maxBytes the largest length permitted now
     * @return the length
     * @throws MalformedMessageException if it is too small for any frame, or too large
     */
    public static int requireLength(int length, int maxBytes) {
        if (length < EncodedFrame.PREFIX_BYTES || length > maxBytes) {
            throw new MalformedMessageException("a frame of " + Integer.toUnsignedString(length) + " bytes; from "
                    + EncodedFrame.PREFIX_BYTES + " to " + maxBytes + " are permitted here");
        }
        return length;
    }

    /**
     * Checks the length of a frame's head.
     *
     * @param frameLength the length that stands before the frame
     * @return the length of the head
     * @throws MalformedMessageException if the head would be longer than the frame
     */
    public static int requireHeadLength(int headLength, int frameLength) {
        if (headLength < 0 || headLength > frameLength - EncodedFrame.PREFIX_BYTES) {
            throw new MalformedMessageException(
                    "a head of " + Integer.toUnsignedString(headLength) + " bytes in a frame of " + frameLength);
        }
        return headLength;
    }

    private static boolean carriesMessages(FrameType type) {
        return type == FrameType.SEND || type == FrameType.DELIVERY || type == FrameType.PAGE;
    }

    private static Frame read(FrameType type, ByteReader in, byte[] body) {
        return switch (type) {
            case SEND -> new Frame.Send(in.readLong(), in.readLong(), Message.decode(body));
            case DELIVERY -> new Frame.Delivered(in.readLong(), in.readLong(), in.readInt(), Message.decode(body));
            case ACKNOWLEDGE ->
                new Frame.Acknowledge(in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong());
            case CREDIT -> new Frame.Credit(in.readLong(), in.readLong(), in.readInt());
            case DONE -> new Frame.Done(in.readLong());
            case COMMIT -> new Frame.Commit(in.readLong(), in.readLong());
            case COMMIT_ONCE ->
                new Frame.CommitOnce(in.readLong(), in.readLong(), new CommitId(in.readLong(), in.readLong()));
            case ROLLBACK -> new Frame.Rollback(in.readLong(), in.readLong());
            case RECEIVED -> new Frame.Received(in.readLong());
            case PING -> new Frame.Ping();
            case RELEASE ->
                new Frame.Release(in.readLong(), in.readLong(), in.readLong(), in.readLong(), readBoolean(in));
            case OPEN_CONSUMER -> new Frame.OpenConsumer(in.readLong(), readConsumer(in));
            case CLOSE_CONSUMER -> new Frame.CloseConsumer(in.readLong(), in.readLong(), in.readLong());
            case FAILED -> new Frame.Failed(in.readLong(), readError(in), in.readString());
            case PAGE -> new Frame.Page(in.readLong(), readBoolean(in), readPage(body));
            case RECALL -> new Frame.Recall(in.readLong());
            case CONSUMER_CLOSED -> new Frame.ConsumerClosed(in.readLong(), readError(in), in.readString());
            case OPEN_BROWSER ->
                new Frame.OpenBrowser(in.readLong(), in.readLong(), readDestination(in), readNullable(in));
            case BROWSE -> new Frame.Browse(in.readLong(), in.readLong(), in.readInt());
            case CLOSE_BROWSER -> new Frame.CloseBrowser(in.readLong(), in.readLong());
            case IDENTIFY -> new Frame.Identify(in.readLong(), in.readString());
            case UNSUBSCRIBE -> new Frame.Unsubscribe(in.readLong(), in.readString());
            case CREATE_TEMPORARY ->
                new Frame.CreateTemporary(in.readLong(), DestinationName.Kind.ofCode(in.readUnsignedByte()));
            case CREATE_OWNED_TEMPORARY ->
                new Frame.CreateOwnedTemporary(
                        in.readLong(),
                        new TemporaryRequest(
                                DestinationName.Kind.ofCode(in.readUnsignedByte()), in.readBytes(), in.readInt()));
            case DELETE_TEMPORARY -> new Frame.DeleteTemporary(in.readLong(), readDestination(in));
            case CREATED -> new Frame.Created(in.readLong(), readDestination(in));
            case MANAGE -> new Frame.Manage(in.readLong(), ManagementCodec.readRequest(in));
            case MANAGED -> new Frame.Managed(in.readLong(), readBoolean(in), ManagementCodec.readReply(in));
            case CLOSE -> new Frame.Close(in.readLong());
            case GOODBYE -> new Frame.Goodbye(readError(in), in.readString());
            case START_BRANCH,
                    END_BRANCH,
                    PREPARE_BRANCH,
                    COMMIT_BRANCH,
                    COMMIT_BRANCH_ONCE,
                    ROLLBACK_BRANCH,
                    FORGET_BRANCH,
                    RECOVER_BRANCHES,
                    VOTE,
                    BRANCHES -> readBranchFrame(type, in);
            case HELLO, WELCOME, LOGIN, LOGGED_IN, REFUSED, RESUME, RESUMED, TAKE_OVER -> readConnecting(type, in);
        };
    }

    private static Frame readBranchFrame(FrameType type, ByteReader in) {
        long request = in.readLong();
        return switch (type) {
            case START_BRANCH ->
                new Frame.StartBranch(
                        request, in.readLong(), readBranch(in), StartMode.ofCode(in.readUnsignedByte()), in.readInt());
            case END_BRANCH ->
                new Frame.EndBranch(request, in.readLong(), readBranch(in), EndMode.ofCode(in.readUnsignedByte()));
            case PREPARE_BRANCH -> new Frame.PrepareBranch(request, readBranch(in));
            case COMMIT_BRANCH -> new Frame.CommitBranch(request, readBranch(in), readBoolean(in));
            case COMMIT_BRANCH_ONCE ->
                new Frame.CommitBranchOnce(request, readBranch(in), new CommitId(in.readLong(), in.readLong()));
            case ROLLBACK_BRANCH -> new Frame.RollbackBranch(request, readBranch(in));
            case FORGET_BRANCH -> new Frame.ForgetBranch(request, readBranch(in));
            case RECOVER_BRANCHES -> new Frame.RecoverBranches(request);
            case VOTE -> new Frame.Vote(request, readBoolean(in));
            case BRANCHES -> new Frame.Branches(request, readBranches(in));
            default -> throw new IllegalArgumentException("no branch frame");
        };
    }

    private static Frame readConnecting(FrameType type, ByteReader in) {
        return switch (type) {
            case HELLO -> {
                if (in.readInt() != FrameType.MAGIC) {
                    throw new MalformedMessageException("this is no Postrider client");
                }
                yield new Frame.Hello(in.readShort(), in.readShort(), in.readString());
            }
            case WELCOME -> new Frame.Welcome(in.readShort(), in.readInt(), in.readString());
            case LOGIN ->
                new Frame.Login(readNullable(in), readNullable(in), readNullable(in), in.readInt(), in.readInt());
            case LOGGED_IN -> new Frame.LoggedIn(in.readString(), in.readBytes(), in.readInt(), in.readInt());
            case REFUSED -> new Frame.Refused(readError(in), in.readString());
            case RESUME -> new Frame.Resume(in.readBytes(), in.readLong());
            case TAKE_OVER -> new Frame.TakeOver(in.readBytes());
            case RESUMED -> new Frame.Resumed(in.readLong());
            default -> throw new IllegalArgumentException("no connecting frame");
        };
    }

    private static List<Frame.PageEntry> readPage(byte[] body) {
        ByteReader in = new ByteReader(body);
        int count = in.readVarInt();
        List<Frame.PageEntry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(new Frame.PageEntry(in.readVarInt(), Message.decode(in.readBytes())));
        }
        if (in.remaining() != 0) {
            throw new MalformedMessageException("surplus bytes after the last message");
        }
        return entries;
    }

    private static ConsumerRequest readConsumer(ByteReader in) {
        long consumer = in.readLong();
        DestinationName destination = readDestination(in);
        String selector = readNullable(in);
        boolean noLocal = readBoolean(in);
        ConsumerRequest.Subscription subscription = readBoolean(in)
                ? new ConsumerRequest.Subscription(readNullable(in), readBoolean(in), readBoolean(in))
                : null;
        return new ConsumerRequest(consumer, destination, selector, noLocal, subscription);
    }

    private static List<BranchId> readBranches(ByteReader in) {
        int count = in.readVarInt();
        List<BranchId> branches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            branches.add(readBranch(in));
        }
        return branches;
    }

    private static BranchId readBranch(ByteReader in) {
        return new BranchId(in.readInt(), in.readBytes(), in.readBytes());
    }

    private static BrokerError readError(ByteReader in) {
        return BrokerError.ofCode(in.readShort());
    }

    private static DestinationName readDestination(ByteReader in) {
        return new DestinationName(DestinationName.Kind.ofCode(in.readUnsignedByte()), in.readString());
    }

    private static String readNullable(ByteReader in) {
        return readBoolean(in) ? in.readString() : null;
    }

    private static boolean readBoolean(ByteReader in) {
        int value = in.readUnsignedByte();
        if (value > 1) {
            throw new MalformedMessageException("a truth value of " + value);
        }
        return value == 1;
    }
}
