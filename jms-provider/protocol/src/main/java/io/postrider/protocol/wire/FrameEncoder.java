package io.postrider.protocol.wire;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.ByteWriter;
import io.postrider.protocol.message.DestinationName;

/** Turns frames into bytes. Stateless. The layout of each frame is the order of its record's fields. */
public final class FrameEncoder {
    private static final int START_BYTES = 64;
    private static final int HEAD_LENGTH_AT = EncodedFrame.LENGTH_FIELD_BYTES + 1;

    private FrameEncoder() {}

    /**
     * The frame's bytes. A message that was never encoded is encoded now, on this thread.
     *
     * @throws ArithmeticException if they are more than an array can hold
     */
    public static EncodedFrame encode(Frame frame) {
        ByteWriter head = new ByteWriter(START_BYTES);
        head.writeInt(0).writeByte(frame.type().code()).writeInt(0);
        byte[] body = EncodedFrame.EMPTY;
        if (frame instanceof Frame.Command command) {
            head.writeLong(command.request());
            body = writeCommand(head, command);
        } else if (frame instanceof Frame.Answer answer) {
            head.writeLong(answer.request());
            body = writeAnswer(head, answer);
        } else if (frame instanceof Frame.Delivered delivered) {
            head.writeLong(delivered.consumer()).writeLong(delivered.tag()).writeInt(delivered.deliveryCount());
            body = delivered.message().encoded();
        } else {
            writeOther(head, frame);
        }
        int length = Math.addExact(head.position() - EncodedFrame.LENGTH_FIELD_BYTES, body.length);
        head.patchInt(0, length);
        head.patchInt(HEAD_LENGTH_AT, head.position() - EncodedFrame.BEFORE_HEAD_BYTES);
        return new EncodedFrame(frame.type(), head.toByteArray(), body);
    }

    private static byte[] writeCommand(ByteWriter out, Frame.Command command) {
        switch (command.type()) {
            case IDENTIFY -> out.writeString(((Frame.Identify) command).clientId());
            case SEND -> {
                Frame.Send send = (Frame.Send) command;
                out.writeLong(send.transaction());
                return send.message().encoded();
            }
            case OPEN_CONSUMER -> writeConsumer(out, ((Frame.OpenConsumer) command).consumer());
            case CREDIT -> {
                Frame.Credit credit = (Frame.Credit) command;
                out.writeLong(credit.consumer()).writeInt(credit.messages());
            }
            case ACKNOWLEDGE -> {
                Frame.Acknowledge acknowledge = (Frame.Acknowledge) command;
                out.writeLong(acknowledge.consumer()).writeLong(acknowledge.firstTag());
                out.writeLong(acknowledge.lastTag()).writeLong(acknowledge.transaction());
            }
            case RELEASE -> {
                Frame.Release release = (Frame.Release) command;
                out.writeLong(release.consumer()).writeLong(release.firstTag());
                out.writeLong(release.lastTag());
                writeBoolean(out, release.attempted());
            }
            case CLOSE_CONSUMER -> {
                Frame.CloseConsumer close = (Frame.CloseConsumer) command;
                out.writeLong(close.consumer()).writeLong(close.lastHandedTag());
            }
            case OPEN_BROWSER -> {
                Frame.OpenBrowser open = (Frame.OpenBrowser) command;
                out.writeLong(open.browser());
                writeDestination(out, open.queue());
                writeNullable(out, open.selector());
            }
            case BROWSE -> {
                Frame.Browse browse = (Frame.Browse) command;
                out.writeLong(browse.browser()).writeInt(browse.maxMessages());
            }
            case CLOSE_BROWSER -> out.writeLong(((Frame.CloseBrowser) command).browser());
            case UNSUBSCRIBE -> out.writeString(((Frame.Unsubscribe) command).subscriptionName());
            case CREATE_TEMPORARY ->
                out.writeByte(((Frame.CreateTemporary) command).kind().code());
            case CREATE_OWNED_TEMPORARY -> {
                TemporaryRequest temporary = ((Frame.CreateOwnedTemporary) command).temporary();
                out.writeByte(temporary.kind().code()).writeBytes(temporary.ownerKey());
                out.writeInt(temporary.number());
            }
            case DELETE_TEMPORARY -> writeDestination(out, ((Frame.DeleteTemporary) command).destination());
            case MANAGE -> ManagementCodec.write(out, ((Frame.Manage) command).management());
            default -> writeTransactionCommand(out, command);
        }
        return EncodedFrame.EMPTY;
    }

    private static void writeTransactionCommand(ByteWriter out, Frame.Command command) {
        switch (command.type()) {
            case COMMIT -> out.writeLong(((Frame.Commit) command).transaction());
            case COMMIT_ONCE -> {
                Frame.CommitOnce commit = (Frame.CommitOnce) command;
                out.writeLong(commit.transaction()).writeLong(commit.id().producer());
                out.writeLong(commit.id().sequence());
            }
            case ROLLBACK -> out.writeLong(((Frame.Rollback) command).transaction());
            case START_BRANCH -> {
                Frame.StartBranch start = (Frame.StartBranch) command;
                out.writeLong(start.transaction());
                writeBranch(out, start.branch());
                out.writeByte(start.mode().code()).writeInt(start.timeoutSeconds());
            }
            case END_BRANCH -> {
                Frame.EndBranch end = (Frame.EndBranch) command;
                out.writeLong(end.transaction());
                writeBranch(out, end.branch());
                out.writeByte(end.mode().code());
            }
            case PREPARE_BRANCH -> writeBranch(out, ((Frame.PrepareBranch) command).branch());
            case COMMIT_BRANCH -> {
                Frame.CommitBranch commit = (Frame.CommitBranch) command;
                writeBranch(out, commit.branch());
                writeBoolean(out, commit.onePhase());
            }
            case COMMIT_BRANCH_ONCE -> {
                Frame.CommitBranchOnce commit = (Frame.CommitBranchOnce) command;
                writeBranch(out, commit.branch());
                out.writeLong(commit.id().producer()).writeLong(commit.id().sequence());
            }
            case ROLLBACK_BRANCH -> writeBranch(out, ((Frame.RollbackBranch) command).branch());
            case FORGET_BRANCH -> writeBranch(out, ((Frame.ForgetBranch) command).branch());
            case RECOVER_BRANCHES, CLOSE -> {
                // nothing but the request number
            }
            default -> throw new IllegalArgumentException("no encoding for " + command.type());
        }
    }

    private static byte[] writeAnswer(ByteWriter out, Frame.Answer answer) {
        if (answer instanceof Frame.Failed failed) {
            writeError(out, failed.error(), failed.message());
        } else if (answer instanceof Frame.Page page) {
            writeBoolean(out, page.moreFollows());
            return pageBody(page);
        } else if (answer instanceof Frame.Created created) {
            writeDestination(out, created.destination());
        } else if (answer instanceof Frame.Vote vote) {
            writeBoolean(out, vote.toCommit());
        } else if (answer instanceof Frame.Branches branches) {
            out.writeVarInt(branches.branches().size());
            branches.branches().forEach(branch -> writeBranch(out, branch));
        } else if (answer instanceof Frame.Managed managed) {
            writeBoolean(out, managed.moreFollows());
            ManagementCodec.write(out, managed.reply());
        }
        return EncodedFrame.EMPTY;
    }

    private static byte[] pageBody(Frame.Page page) {
        int bytes = 5;
        for (Frame.PageEntry entry : page.entries()) {
            bytes += 10 + entry.message().encoded().length;
        }
        ByteWriter out = new ByteWriter(bytes);
        out.writeVarInt(page.entries().size());
        for (Frame.PageEntry entry : page.entries()) {
            out.writeVarInt(entry.deliveryCount()).writeBytes(entry.message().encoded());
        }
        return out.toByteArray();
    }

    private static void writeOther(ByteWriter out, Frame frame) {
        switch (frame.type()) {
            case HELLO -> {
                Frame.Hello hello = (Frame.Hello) frame;
                out.writeInt(FrameType.MAGIC).writeShort(hello.oldestVersion()).writeShort(hello.newestVersion());
                out.writeString(hello.product());
            }
            case WELCOME -> {
                Frame.Welcome welcome = (Frame.Welcome) frame;
                out.writeShort(welcome.version()).writeInt(welcome.maxFrameBytes());
                out.writeString(welcome.product());
            }
            case LOGIN -> {
                Frame.Login login = (Frame.Login) frame;
                writeNullable(out, login.userName());
                writeNullable(out, login.password());
                writeNullable(out, login.clientId());
                out.writeInt(login.heartbeatMillis()).writeInt(login.resumeMillis());
            }
            case LOGGED_IN -> {
                Frame.LoggedIn loggedIn = (Frame.LoggedIn) frame;
                out.writeString(loggedIn.brokerId()).writeBytes(loggedIn.resumeToken());
                out.writeInt(loggedIn.resumeMillis()).writeInt(loggedIn.heartbeatMillis());
            }
            case REFUSED -> writeError(out, ((Frame.Refused) frame).error(), ((Frame.Refused) frame).message());
            case RESUME -> {
                Frame.Resume resume = (Frame.Resume) frame;
                out.writeBytes(resume.resumeToken()).writeLong(resume.receivedFrames());
            }
            case TAKE_OVER -> out.writeBytes(((Frame.TakeOver) frame).resumeToken());
            case RESUMED -> out.writeLong(((Frame.Resumed) frame).receivedFrames());
            case PING -> {
                // nothing but the type
            }
            case RECEIVED -> out.writeLong(((Frame.Received) frame).frames());
            case RECALL -> out.writeLong(((Frame.Recall) frame).consumer());
            case CONSUMER_CLOSED -> {
                Frame.ConsumerClosed closed = (Frame.ConsumerClosed) frame;
                out.writeLong(closed.consumer());
                writeError(out, closed.error(), closed.message());
            }
            case GOODBYE -> writeError(out, ((Frame.Goodbye) frame).error(), ((Frame.Goodbye) frame).message());
            default -> throw new IllegalArgumentException("no encoding for " + frame.type());
        }
    }

    private static void writeConsumer(ByteWriter out, ConsumerRequest consumer) {
        out.writeLong(consumer.consumer());
        writeDestination(out, consumer.destination());
        writeNullable(out, consumer.selector());
        writeBoolean(out, consumer.noLocal());
        ConsumerRequest.Subscription subscription = consumer.subscription();
        writeBoolean(out, subscription != null);
        if (subscription != null) {
            writeNullable(out, subscription.name());
            writeBoolean(out, subscription.durable());
            writeBoolean(out, subscription.shared());
        }
    }

    private static void writeError(ByteWriter out, BrokerError error, String message) {
        out.writeShort(error.code()).writeString(message == null ? "" : message);
    }

    private static void writeBranch(ByteWriter out, BranchId branch) {
        out.writeInt(branch.formatId()).writeBytes(branch.globalTransactionId());
        out.writeBytes(branch.branchQualifier());
    }

    private static void writeDestination(ByteWriter out, DestinationName destination) {
        out.writeByte(destination.kind().code()).writeString(destination.name());
    }

    private static void writeNullable(ByteWriter out, String value) {
        writeBoolean(out, value != null);
        if (value != null) {
            out.writeString(value);
        }
    }

    private static void writeBoolean(ByteWriter out, boolean value) {
        out.writeByte(value ? 1 : 0);
    }
}
