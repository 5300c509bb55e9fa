package io.postrider.protocol.wire;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.List;

/**
 * A frame of the protocol, as a value. Commands carry a {@code request} number, which their answer repeats; 0 asks for no
 * answer. What the fields mean is said at the commands of {@link io.postrider.protocol.link.BrokerLink}.
 */
public sealed interface Frame {

    /** The row this frame belongs to. */
    FrameType type();

    /** A frame that a client sends and that may be answered. */
    sealed interface Command extends Frame {
        /** The number that the answer repeats, or 0 where none is wanted. */
        long request();
    }

    /** A frame that answers a command. */
    sealed interface Answer extends Frame {
        /** The command's number. */
        long request();
    }

    // ---- connecting

    /** The first frame of a client: the versions it speaks, and what it is (for people). */
    record Hello(int oldestVersion, int newestVersion, String product) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.HELLO;
        }
    }

    /** The broker's answer: the version that will be spoken, and the largest frame it takes after login. */
    record Welcome(int version, int maxFrameBytes, String product) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.WELCOME;
        }
    }

    /**
     * Who the client is, and what it would like; user, password and client identifier may be null.
     *
     * @param heartbeatMillis the longest silence it wants on either side; 0 for any
     * @param resumeMillis for how long it will try to resume after a broken transport; 0 for not at all
     */
    record Login(String userName, String password, String clientId, int heartbeatMillis, int resumeMillis)
            implements Frame {
        @Override
        public FrameType type() {
            return FrameType.LOGIN;
        }

        @Override
        public String toString() {
            return "Login[userName=" + userName + ", clientId=" + clientId + "]";
        }
    }

    /**
     * The link is open.
     *
     * @param resumeToken lets its client resume it after a broken transport, or open another one in its place; empty where it may do neither
     * @param resumeMillis how long the broker keeps a link without a transport
     * @param heartbeatMillis after so much silence each side sends a {@link Ping}; 0 for never
     */
    record LoggedIn(String brokerId, byte[] resumeToken, int resumeMillis, int heartbeatMillis) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.LOGGED_IN;
        }

        @Override
        public String toString() {
            return "LoggedIn[brokerId=" + brokerId + "]";
        }
    }

    /** Connecting failed; the broker closes the transport. */
    record Refused(BrokerError error, String message) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.REFUSED;
        }
    }

    /** Instead of a login: goes on with a link whose transport broke, having received so many counted frames. */
    record Resume(byte[] resumeToken, long receivedFrames) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RESUME;
        }

        @Override
        public String toString() {
            return "Resume[receivedFrames=" + receivedFrames + "]";
        }
    }

    /**
     * Before a login: the client may say again what another link was not answered, and the one with this token, if it is there, is to
     * end before the new one begins. The token is empty where there was none.
     */
    record TakeOver(byte[] resumeToken) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.TAKE_OVER;
        }

        @Override
        public String toString() {
            return "TakeOver[]";
        }
    }

    /** The link goes on; the broker has received so many counted frames. */
    record Resumed(long receivedFrames) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RESUMED;
        }
    }

    // ---- the transport's own

    /** A heart-beat: something is sent at least this often. */
    record Ping() implements Frame {
        @Override
        public FrameType type() {
            return FrameType.PING;
        }
    }

    /** So many counted frames have come: the other side need not keep them to send them again. */
    record Received(long frames) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RECEIVED;
        }
    }

    // ---- commands

    /** {@code identify}. */
    record Identify(long request, String clientId) implements Command {
        @Override
        public FrameType type() {
            return FrameType.IDENTIFY;
        }
    }

    /** {@code send}. */
    record Send(long request, long transaction, Message message) implements Command {
        @Override
        public FrameType type() {
            return FrameType.SEND;
        }
    }

    /** {@code openConsumer}. */
    record OpenConsumer(long request, ConsumerRequest consumer) implements Command {
        @Override
        public FrameType type() {
            return FrameType.OPEN_CONSUMER;
        }
    }

    /** {@code credit}. */
    record Credit(long request, long consumer, int messages) implements Command {
        @Override
        public FrameType type() {
            return FrameType.CREDIT;
        }
    }

    /** {@code acknowledge}. */
    record Acknowledge(long request, long consumer, long firstTag, long lastTag, long transaction) implements Command {
        @Override
        public FrameType type() {
            return FrameType.ACKNOWLEDGE;
        }
    }

    /** {@code release}. */
    record Release(long request, long consumer, long firstTag, long lastTag, boolean attempted) implements Command {
        @Override
        public FrameType type() {
            return FrameType.RELEASE;
        }
    }

    /** {@code closeConsumer}. */
    record CloseConsumer(long request, long consumer, long lastHandedTag) implements Command {
        @Override
        public FrameType type() {
            return FrameType.CLOSE_CONSUMER;
        }
    }

    /** {@code openBrowser}. */
    record OpenBrowser(long request, long browser, DestinationName queue, String selector) implements Command {
        @Override
        public FrameType type() {
            return FrameType.OPEN_BROWSER;
        }
    }

    /** {@code browse}; answered by a {@link Page}. */
    record Browse(long request, long browser, int maxMessages) implements Command {
        @Override
        public FrameType type() {
            return FrameType.BROWSE;
        }
    }

    /** {@code closeBrowser}. */
    record CloseBrowser(long request, long browser) implements Command {
        @Override
        public FrameType type() {
            return FrameType.CLOSE_BROWSER;
        }
    }

    /** {@code unsubscribe}. */
    record Unsubscribe(long request, String subscriptionName) implements Command {
        @Override
        public FrameType type() {
            return FrameType.UNSUBSCRIBE;
        }
    }

    /** {@code createTemporary} with an owner's key; answered by {@link Created}. */
    record CreateOwnedTemporary(long request, TemporaryRequest temporary) implements Command {
        @Override
        public FrameType type() {
            return FrameType.CREATE_OWNED_TEMPORARY;
        }
    }

    /** {@code createTemporary}; answered by {@link Created}. */
    record CreateTemporary(long request, DestinationName.Kind kind) implements Command {
        @Override
        public FrameType type() {
            return FrameType.CREATE_TEMPORARY;
        }
    }

    /** {@code deleteTemporary}. */
    record DeleteTemporary(long request, DestinationName destination) implements Command {
        @Override
        public FrameType type() {
            return FrameType.DELETE_TEMPORARY;
        }
    }

    /** {@code commit}. */
    record Commit(long request, long transaction) implements Command {
        @Override
        public FrameType type() {
            return FrameType.COMMIT;
        }
    }

    /** {@code commit} with an identifier. */
    record CommitOnce(long request, long transaction, CommitId id) implements Command {
        @Override
        public FrameType type() {
            return FrameType.COMMIT_ONCE;
        }
    }

    /** {@code rollback}. */
    record Rollback(long request, long transaction) implements Command {
        @Override
        public FrameType type() {
            return FrameType.ROLLBACK;
        }
    }

    /** {@code startBranch}. */
    record StartBranch(long request, long transaction, BranchId branch, StartMode mode, int timeoutSeconds)
            implements Command {
        @Override
        public FrameType type() {
            return FrameType.START_BRANCH;
        }
    }

    /** {@code endBranch}. */
    record EndBranch(long request, long transaction, BranchId branch, EndMode mode) implements Command {
        @Override
        public FrameType type() {
            return FrameType.END_BRANCH;
        }
    }

    /** {@code prepareBranch}; answered by a {@link Vote}. */
    record PrepareBranch(long request, BranchId branch) implements Command {
        @Override
        public FrameType type() {
            return FrameType.PREPARE_BRANCH;
        }
    }

    /** {@code commitBranch}. */
    record CommitBranch(long request, BranchId branch, boolean onePhase) implements Command {
        @Override
        public FrameType type() {
            return FrameType.COMMIT_BRANCH;
        }
    }

    /** {@code commitBranch} in one phase with an identifier. */
    record CommitBranchOnce(long request, BranchId branch, CommitId id) implements Command {
        @Override
        public FrameType type() {
            return FrameType.COMMIT_BRANCH_ONCE;
        }
    }

    /** {@code rollbackBranch}. */
    record RollbackBranch(long request, BranchId branch) implements Command {
        @Override
        public FrameType type() {
            return FrameType.ROLLBACK_BRANCH;
        }
    }

    /** {@code forgetBranch}. */
    record ForgetBranch(long request, BranchId branch) implements Command {
        @Override
        public FrameType type() {
            return FrameType.FORGET_BRANCH;
        }
    }

    /** {@code recoverBranches}; answered by {@link Branches}. */
    record RecoverBranches(long request) implements Command {
        @Override
        public FrameType type() {
            return FrameType.RECOVER_BRANCHES;
        }
    }

    /** {@code manage}; answered by {@link Managed}. */
    record Manage(long request, ManagementRequest management) implements Command {
        @Override
        public FrameType type() {
            return FrameType.MANAGE;
        }
    }

    /** {@code close}. */
    record Close(long request) implements Command {
        @Override
        public FrameType type() {
            return FrameType.CLOSE;
        }
    }

    // ---- answers

    /** The command took effect. */
    record Done(long request) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.DONE;
        }
    }

    /** The command failed. */
    record Failed(long request, BrokerError error, String message) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.FAILED;
        }
    }

    /**
     * Messages of a browser. Where they take more than one frame, all frames but the last say that more will follow.
     */
    record Page(long request, boolean moreFollows, List<PageEntry> entries) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.PAGE;
        }
    }

    /** One message of a {@link Page}. */
    record PageEntry(int deliveryCount, Message message) {}

    /** A temporary destination was made. */
    record Created(long request, DestinationName destination) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.CREATED;
        }
    }

    /** A branch is prepared: whether there is anything to commit. */
    record Vote(long request, boolean toCommit) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.VOTE;
        }
    }

    /** The branches in doubt. */
    record Branches(long request, List<BranchId> branches) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.BRANCHES;
        }
    }

    /** Rows of a management reply. Where they take more than one frame, all frames but the last say that more will follow. */
    record Managed(long request, boolean moreFollows, ManagementReply reply) implements Answer {
        @Override
        public FrameType type() {
            return FrameType.MANAGED;
        }
    }

    // ---- what the broker tells unasked

    /** {@code deliver}. */
    record Delivered(long consumer, long tag, int deliveryCount, Message message) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.DELIVERY;
        }
    }

    /** {@code recall}. */
    record Recall(long consumer) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.RECALL;
        }
    }

    /** {@code closed}. */
    record ConsumerClosed(long consumer, BrokerError error, String message) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.CONSUMER_CLOSED;
        }
    }

    /** The broker ends the link, and says why. */
    record Goodbye(BrokerError error, String message) implements Frame {
        @Override
        public FrameType type() {
            return FrameType.GOODBYE;
        }
    }
}
