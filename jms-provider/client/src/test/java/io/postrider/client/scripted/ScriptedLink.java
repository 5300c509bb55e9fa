package io.postrider.client.scripted;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** One connection to a {@link ScriptedBroker}. */
final class ScriptedLink implements BrokerLink {
    private final ScriptedBroker broker;
    private final LinkEvents events;
    private final Map<Long, List<Runnable>> transactions = new HashMap<>();
    private final Map<Long, List<Runnable>> rollbacks = new HashMap<>();
    private final Map<Long, List<Delivery>> browsers = new ConcurrentHashMap<>();
    private volatile BrokerException end;

    ScriptedLink(ScriptedBroker broker, LinkEvents events) {
        this.broker = broker;
        this.events = events;
        broker.links.add(this);
    }

    void lose(BrokerException cause) {
        end = cause;
        events.lost(cause);
    }

    private void record(String command) {
        broker.commands.add(command);
    }

    private <T> CompletionStage<T> reply(T value) {
        return end == null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(end);
    }

    private boolean answered(Completion completion) {
        if (end != null && completion != null) {
            completion.failed(end);
        }
        return end != null;
    }

    private static void done(Completion completion) {
        if (completion != null) {
            completion.done();
        }
    }

    @Override
    public String brokerId() {
        return "scripted";
    }

    @Override
    public CompletionStage<Void> identify(String clientId) {
        record("identify " + clientId);
        return clientId.equals("taken")
                ? CompletableFuture.failedFuture(new BrokerException(BrokerError.INVALID_CLIENT_ID, "taken"))
                : reply(null);
    }

    @Override
    public void send(Message message, long transaction, Completion completion) {
        if (answered(completion)) {
            return;
        }
        record("send " + message.destination() + " in " + transaction);
        if (transaction == NO_TRANSACTION) {
            broker.submit(
                    message,
                    () -> {
                        broker.put(message);
                        done(completion);
                    },
                    cause -> completion.failed(cause));
        } else {
            transactions
                    .computeIfAbsent(transaction, unused -> new ArrayList<>())
                    .add(() -> broker.put(message));
            broker.submit(message, () -> done(completion), cause -> completion.failed(cause));
        }
    }

    @Override
    public CompletionStage<Void> openConsumer(ConsumerRequest request, DeliverySink sink) {
        record("open " + request.destination() + " " + request.subscription());
        if ("wrong".equals(request.selector())) {
            return CompletableFuture.failedFuture(new BrokerException(BrokerError.INVALID_SELECTOR, "at 1"));
        }
        broker.open(this, request.consumer(), request.destination(), sink);
        return reply(null);
    }

    @Override
    public void credit(long consumer, int messages, Completion offered) {
        if (answered(offered)) {
            return;
        }
        record("credit " + messages);
        broker.credit(consumer, messages);
        done(offered);
    }

    @Override
    public void deliveriesAwaited() {
        broker.commandsBeforeWaiting = broker.commands.size();
    }

    @Override
    public void acknowledge(long consumer, long firstTag, long lastTag, long transaction, Completion completion) {
        record("acknowledge " + firstTag + ".." + lastTag + " in " + transaction);
        if (transaction == NO_TRANSACTION) {
            broker.acknowledge(consumer, firstTag, lastTag);
        } else {
            transactions
                    .computeIfAbsent(transaction, unused -> new ArrayList<>())
                    .add(() -> broker.acknowledge(consumer, firstTag, lastTag));
            rollbacks
                    .computeIfAbsent(transaction, unused -> new ArrayList<>())
                    .add(() -> broker.release(consumer, firstTag, lastTag, true, () -> {}));
        }
        done(completion);
    }

    @Override
    public void release(long consumer, long firstTag, long lastTag, boolean attempted, Completion completion) {
        if (answered(completion)) {
            return;
        }
        record("release " + firstTag + ".." + (lastTag == Long.MAX_VALUE ? "" : lastTag)
                + (attempted ? " attempted" : ""));
        broker.release(consumer, firstTag, lastTag, attempted, () -> done(completion));
    }

    @Override
    public CompletionStage<Void> closeConsumer(long consumer, long lastHandedTag) {
        record("close after " + lastHandedTag);
        broker.close(consumer, lastHandedTag);
        return reply(null);
    }

    @Override
    public CompletionStage<Void> openBrowser(long browser, DestinationName queue, String selector) {
        browsers.put(browser, new ArrayList<>(broker.browse(queue)));
        return reply(null);
    }

    @Override
    public CompletionStage<List<Delivery>> browse(long browser, int maxMessages) {
        List<Delivery> left = browsers.get(browser);
        List<Delivery> page = List.copyOf(left.subList(0, Math.min(maxMessages, left.size())));
        left.subList(0, page.size()).clear();
        return reply(page);
    }

    @Override
    public void closeBrowser(long browser) {
        browsers.remove(browser);
        record("close browser");
    }

    @Override
    public CompletionStage<Void> unsubscribe(String subscriptionName) {
        record("unsubscribe " + subscriptionName);
        return reply(null);
    }

    @Override
    public CompletionStage<DestinationName> createTemporary(TemporaryRequest request) {
        return reply(new DestinationName(request.kind(), UUID.randomUUID().toString()));
    }

    @Override
    public CompletionStage<Void> deleteTemporary(DestinationName destination) {
        record("delete");
        return reply(null);
    }

    @Override
    public void commit(long transaction, CommitId id, Completion completion) {
        record("commit " + transaction);
        end(transaction, transactions);
        done(completion);
    }

    @Override
    public void rollback(long transaction, Completion completion) {
        record("rollback " + transaction);
        end(transaction, rollbacks);
        broker.whenRolledBack.run();
        done(completion);
    }

    private void end(long transaction, Map<Long, List<Runnable>> outcome) {
        List<Runnable> steps = outcome.getOrDefault(transaction, List.of());
        transactions.remove(transaction);
        rollbacks.remove(transaction);
        steps.forEach(Runnable::run);
    }

    @Override
    public CompletionStage<Void> startBranch(long transaction, BranchId branch, StartMode mode, int timeoutSeconds) {
        record("start " + mode + " " + transaction + " within " + timeoutSeconds);
        return reply(null);
    }

    @Override
    public CompletionStage<Void> endBranch(long transaction, BranchId branch, EndMode mode) {
        record("end " + mode + " " + transaction);
        return reply(null);
    }

    @Override
    public CompletionStage<Boolean> prepareBranch(BranchId branch) {
        record("prepare");
        return reply(true);
    }

    @Override
    public CompletionStage<Void> commitBranch(BranchId branch, boolean onePhase, CommitId id) {
        record("commit branch");
        return CompletableFuture.failedFuture(new BrokerException(BrokerError.XA_UNKNOWN_BRANCH, "not known"));
    }

    @Override
    public CompletionStage<Void> rollbackBranch(BranchId branch) {
        record("rollback branch");
        return reply(null);
    }

    @Override
    public CompletionStage<Void> forgetBranch(BranchId branch) {
        return reply(null);
    }

    @Override
    public CompletionStage<List<BranchId>> recoverBranches() {
        return reply(List.of(new BranchId(7, new byte[] {1}, new byte[] {2})));
    }

    @Override
    public CompletionStage<ManagementReply> manage(ManagementRequest request) {
        return CompletableFuture.failedFuture(new BrokerException(BrokerError.NOT_AUTHORIZED, "not here"));
    }

    @Override
    public CompletionStage<Void> close() {
        if (end == null) {
            record("close");
            end = new BrokerException(BrokerError.LINK_CLOSED, "closed by this side");
            broker.closeAll(this);
        }
        return CompletableFuture.completedFuture(null);
    }
}
