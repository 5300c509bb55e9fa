package io.postrider.remote;

import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes down every command as text, and answers by simple rules: sends to {@code blocked} wait for {@link #unblock}, what names {@code
 * missing} fails, consumers get numbered messages for as long as they have credit, browsers get as many as they ask for.
 */
final class ScriptedLink implements BrokerLink {
    /** No more than so much at a time, whatever is asked for. */
    private static final int MOST = 1_000;

    private static final String BROWSED_TEXT = "x".repeat(100_000);

    static final String BROKER_ID = "scripted";
    static final DestinationName MISSING = DestinationName.queue("missing");
    static final DestinationName BLOCKED = DestinationName.queue("blocked");
    /** A send to it holds up the thread that serves the connection, as if the whole process stood still for so long. */
    static final DestinationName STANDSTILL = DestinationName.queue("standstill");

    static final long STANDSTILL_MILLIS = 800;

    private final ConnectRequest request;
    private final String certificateName;
    private final LinkEvents events;
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<Message> sent = new CopyOnWriteArrayList<>();
    private final List<Completion> blocked = new CopyOnWriteArrayList<>();
    private final Map<Long, Source> sources = new ConcurrentHashMap<>();

    ScriptedLink(ConnectRequest request, String certificateName, LinkEvents events) {
        this.request = request;
        this.certificateName = certificateName;
        this.events = events;
    }

    ConnectRequest request() {
        return request;
    }

    /** The verified name of the client, or null. */
    String certificateName() {
        return certificateName;
    }

    LinkEvents events() {
        return events;
    }

    /** What was commanded, in order. */
    List<String> commands() {
        return commands;
    }

    /** What was sent, in order. */
    List<Message> sent() {
        return sent;
    }

    void unblock() {
        blocked.forEach(Completion::done);
        blocked.clear();
    }

    /** Closes a consumer from the broker's side. */
    void closeConsumer(long consumer, BrokerException cause) {
        sources.remove(consumer).sink.closed(cause);
    }

    void recall(long consumer) {
        sources.get(consumer).sink.recall();
    }

    static Message message(long n) {
        return message(DestinationName.queue("orders"), n, "text " + n);
    }

    static Message message(DestinationName destination, long n, String text) {
        return Message.builder()
                .id(new MessageId(1, n))
                .destination(destination)
                .body(new Body.Text(text))
                .build();
    }

    /** Hands out numbered messages. */
    private static final class Source {
        private final DeliverySink sink;
        private long tag;

        Source(DeliverySink sink) {
            this.sink = sink;
        }

        void deliver(int count) {
            for (int i = 0; i < Math.min(count, MOST); i++) {
                tag++;
                sink.deliver(new Delivery(tag, message(tag), tag % 10 == 0 ? 2 : 1));
            }
        }
    }

    private void write(String command) {
        commands.add(command);
    }

    private CompletionStage<Void> done(String command) {
        write(command);
        return CompletableFuture.completedStage(null);
    }

    private static void done(Completion completion) {
        if (completion != null) {
            completion.done();
        }
    }

    private static <T> CompletionStage<T> missing() {
        return CompletableFuture.failedStage(new BrokerException(BrokerError.INVALID_DESTINATION, "there is no such"));
    }

    @Override
    public String brokerId() {
        return BROKER_ID;
    }

    @Override
    public CompletionStage<Void> identify(String clientId) {
        return done("identify " + clientId);
    }

    @Override
    public void send(Message message, long transaction, Completion completion) {
        write("send " + message.id().sequence() + " in " + transaction);
        sent.add(message);
        if (message.destination().equals(STANDSTILL)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(STANDSTILL_MILLIS));
        }
        if (message.destination().equals(MISSING) && completion != null) {
            completion.failed(new BrokerException(BrokerError.INVALID_DESTINATION, "there is no such"));
        } else if (message.destination().equals(BLOCKED)) {
            blocked.add(completion);
        } else {
            done(completion);
        }
    }

    @Override
    public CompletionStage<Void> openConsumer(ConsumerRequest consumer, DeliverySink sink) {
        write("open " + consumer);
        if (consumer.destination().equals(MISSING)) {
            return missing();
        }
        sources.put(consumer.consumer(), new Source(sink));
        return CompletableFuture.completedStage(null);
    }

    @Override
    public void credit(long consumer, int messages, Completion offered) {
        write("credit " + messages + " to " + consumer);
        Source source = sources.get(consumer);
        if (source != null) {
            source.deliver(messages);
        }
        done(offered);
    }

    @Override
    public void acknowledge(long consumer, long firstTag, long lastTag, long transaction, Completion completion) {
        write("acknowledge " + firstTag + " to " + lastTag + " of " + consumer + " in " + transaction);
        done(completion);
    }

    @Override
    public void release(long consumer, long firstTag, long lastTag, boolean attempted, Completion completion) {
        write("release " + firstTag + " to " + lastTag + " of " + consumer + (attempted ? " attempted" : ""));
        done(completion);
    }

    @Override
    public CompletionStage<Void> closeConsumer(long consumer, long lastHandedTag) {
        sources.remove(consumer);
        return done("close " + consumer + " after " + lastHandedTag);
    }

    @Override
    public CompletionStage<Void> openBrowser(long browser, DestinationName queue, String selector) {
        write("browse " + queue + " where " + selector + " as " + browser);
        return queue.equals(MISSING) ? missing() : CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<List<Delivery>> browse(long browser, int maxMessages) {
        write("next " + maxMessages + " of " + browser);
        List<Delivery> page = new ArrayList<>();
        for (int n = 1; n <= Math.min(maxMessages, MOST / 10); n++) {
            page.add(new Delivery(n, message(DestinationName.queue("orders"), n, BROWSED_TEXT), n));
        }
        return CompletableFuture.completedStage(page);
    }

    @Override
    public void closeBrowser(long browser) {
        write("close browser " + browser);
    }

    @Override
    public CompletionStage<Void> unsubscribe(String subscriptionName) {
        return done("unsubscribe " + subscriptionName);
    }

    @Override
    public CompletionStage<DestinationName> createTemporary(TemporaryRequest request) {
        write("create " + request.kind());
        return CompletableFuture.completedStage(new DestinationName(request.kind(), "temporary"));
    }

    @Override
    public CompletionStage<Void> deleteTemporary(DestinationName destination) {
        return done("delete " + destination);
    }

    @Override
    public void commit(long transaction, CommitId id, Completion completion) {
        write("commit " + transaction);
        done(completion);
    }

    @Override
    public void rollback(long transaction, Completion completion) {
        write("rollback " + transaction);
        done(completion);
    }

    @Override
    public CompletionStage<Void> startBranch(long transaction, BranchId branch, StartMode mode, int timeoutSeconds) {
        return done("start " + branch + " " + mode + " as " + transaction + " for " + timeoutSeconds);
    }

    @Override
    public CompletionStage<Void> endBranch(long transaction, BranchId branch, EndMode mode) {
        return done("end " + branch + " " + mode + " as " + transaction);
    }

    @Override
    public CompletionStage<Boolean> prepareBranch(BranchId branch) {
        write("prepare " + branch);
        return CompletableFuture.completedStage(true);
    }

    @Override
    public CompletionStage<Void> commitBranch(BranchId branch, boolean onePhase, CommitId id) {
        return done("commit " + branch + (onePhase ? " in one phase" : ""));
    }

    @Override
    public CompletionStage<Void> rollbackBranch(BranchId branch) {
        return done("rollback " + branch);
    }

    @Override
    public CompletionStage<Void> forgetBranch(BranchId branch) {
        return done("forget " + branch);
    }

    @Override
    public CompletionStage<List<BranchId>> recoverBranches() {
        write("recover");
        return CompletableFuture.completedStage(List.of(new BranchId(1, new byte[] {1}, new byte[] {2})));
    }

    @Override
    public CompletionStage<ManagementReply> manage(ManagementRequest management) {
        write(management.toString());
        List<Map<String, Object>> rows = new ArrayList<>();
        for (int n = 1; n <= 1_001; n++) {
            rows.add(Map.of("row", n));
        }
        return CompletableFuture.completedStage(new ManagementReply(rows));
    }

    @Override
    public CompletionStage<Void> close() {
        return done("close");
    }
}
