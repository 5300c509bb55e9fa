package io.postrider.protocol.wire;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A frame, or several, of every type. */
final class FrameSamples {
    private static final BranchId BRANCH = new BranchId(0x20005, new byte[] {1, 2, 3}, new byte[] {4});
    private static final DestinationName QUEUE = DestinationName.queue("orders");
    private static final DestinationName TEMPORARY =
            new DestinationName(DestinationName.Kind.TEMPORARY_TOPIC, "temporary-1");

    private FrameSamples() {}

    static Message message(int n) {
        return Message.builder()
                .id(new MessageId(77, n))
                .destination(QUEUE)
                .properties(Map.of("n", n))
                .body(new Body.Text("text " + n))
                .build();
    }

    private static Map<String, Object> row(int n) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", "queue " + n);
        row.put("depth", 1L << 40);
        row.put("paused", n > 1);
        row.put("selector", null);
        return row;
    }

    static List<Frame> all() {
        return Stream.of(connecting(), commands(), transactionCommands(), heard())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Frame> connecting() {
        return List.of(
                new Frame.Hello(1, 2, "test"),
                new Frame.Welcome(1, 1 << 20, "Postrider"),
                new Frame.Login("user", "secret", null, 30_000, 15_000),
                new Frame.LoggedIn("broker", new byte[] {9, 8, 7}, 60_000, 30_000),
                new Frame.Refused(BrokerError.NOT_AUTHENTICATED, "no"),
                new Frame.Resume(new byte[] {9, 8, 7}, 12),
                new Frame.Resumed(13),
                new Frame.TakeOver(new byte[] {9, 8, 7}),
                new Frame.Ping(),
                new Frame.Received(1L << 40));
    }

    private static List<Frame> commands() {
        return List.of(
                new Frame.Identify(1, "client"),
                new Frame.Send(2, 3, message(1)),
                new Frame.OpenConsumer(4, new ConsumerRequest(5, QUEUE, "a = 1", false, null)),
                new Frame.OpenConsumer(
                        4,
                        new ConsumerRequest(
                                6,
                                DestinationName.topic("news"),
                                null,
                                true,
                                new ConsumerRequest.Subscription("sub", true, true))),
                new Frame.OpenConsumer(
                        4,
                        new ConsumerRequest(
                                7, DestinationName.topic("news"), null, true, ConsumerRequest.Subscription.OWN)),
                new Frame.Credit(0, 5, 100),
                new Frame.Acknowledge(0, 5, 1, 9, 3),
                new Frame.Release(8, 5, 1, 9, true),
                new Frame.CloseConsumer(9, 5, 4),
                new Frame.OpenBrowser(10, 11, QUEUE, null),
                new Frame.Browse(12, 11, 64),
                new Frame.CloseBrowser(0, 11),
                new Frame.Unsubscribe(13, "sub"),
                new Frame.CreateTemporary(14, DestinationName.Kind.TEMPORARY_QUEUE),
                new Frame.CreateOwnedTemporary(
                        14, new TemporaryRequest(DestinationName.Kind.TEMPORARY_QUEUE, new byte[16], 3)),
                new Frame.DeleteTemporary(15, TEMPORARY));
    }

    private static List<Frame> transactionCommands() {
        return List.of(
                new Frame.Commit(16, 3),
                new Frame.CommitOnce(16, 3, new CommitId(1L << 50, 7)),
                new Frame.Rollback(17, 3),
                new Frame.StartBranch(18, 4, BRANCH, StartMode.JOIN, 60),
                new Frame.EndBranch(19, 4, BRANCH, EndMode.SUSPEND),
                new Frame.PrepareBranch(20, BRANCH),
                new Frame.CommitBranch(21, BRANCH, true),
                new Frame.CommitBranchOnce(21, BRANCH, new CommitId(1L << 51, 8)),
                new Frame.RollbackBranch(22, BRANCH),
                new Frame.ForgetBranch(23, BRANCH),
                new Frame.RecoverBranches(24),
                new Frame.Manage(26, ManagementRequest.of(ManagementVerb.BROKER_STATUS)),
                new Frame.Manage(
                        27,
                        ManagementRequest.of(ManagementVerb.MESSAGE_MOVE)
                                .with(ManagementArgument.FROM, "DLQ")
                                .with(ManagementArgument.TO, "orders")
                                .with(ManagementArgument.LIMIT, 10)),
                new Frame.Close(25));
    }

    private static List<Frame> heard() {
        return List.of(
                new Frame.Done(2),
                new Frame.Failed(2, BrokerError.RESOURCE_LIMIT, "full"),
                new Frame.Page(
                        12, true, List.of(new Frame.PageEntry(1, message(1)), new Frame.PageEntry(2, message(2)))),
                new Frame.Created(14, TEMPORARY),
                new Frame.Vote(20, true),
                new Frame.Branches(24, List.of(BRANCH, new BranchId(1, new byte[0], new byte[0]))),
                new Frame.Managed(26, false, new ManagementReply(List.of())),
                new Frame.Managed(27, true, new ManagementReply(List.of(row(1), row(2)))),
                new Frame.Delivered(5, 1, 1, message(3)),
                new Frame.Recall(5),
                new Frame.ConsumerClosed(5, BrokerError.INVALID_DESTINATION, "deleted"),
                new Frame.Goodbye(BrokerError.BROKER_UNAVAILABLE, "stopping"));
    }
}
