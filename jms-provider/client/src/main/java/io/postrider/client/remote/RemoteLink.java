package io.postrider.client.remote;

import io.postrider.client.remote.PendingCommands.PendingCommand;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.CommitId;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.EndMode;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * The port over a {@link Conversation}: each command a frame, each answer a completion. Knows nothing of sockets; while there
 * is none, commands wait in the conversation.
 *
 * <p>Completions and sinks are called by the thread that reads.
 */
final class RemoteLink implements RecoverableLink {
    /** How long a link that is being closed waits for its broken transport to be resumed: then the broker finds out by itself. */
    private static final int CLOSE_PATIENCE_MILLIS = 1_000;

    /** Of a link with more consumers it is taken for granted that one of them waits. */
    private static final int SINKS_TO_ASK = 16;

    private final Conversation conversation;
    private final Reading reading;
    private final Frame.LoggedIn loggedIn;
    private final int maxFrameBytes;
    private final int sendTimeoutMillis;
    private final SendRoom sendRoom;
    private final PendingCommands pending = new PendingCommands();
    private final Map<Long, DeliverySink> sinks = new ConcurrentHashMap<>();
    private final FailedTransactions failedTransactions = new FailedTransactions();

    private final AtomicReference<BrokerException> ended = new AtomicReference<>();
    private final AtomicReference<CompletableFuture<Void>> closing = new AtomicReference<>();

    RemoteLink(
            Conversation conversation,
            Reading reading,
            TransportSettings settings,
            Frame.Welcome welcome,
            Frame.LoggedIn loggedIn) {
        this.conversation = conversation;
        this.reading = reading;
        this.loggedIn = loggedIn;
        this.maxFrameBytes = welcome.maxFrameBytes();
        this.sendTimeoutMillis = settings.sendTimeoutMillis();
        this.sendRoom = new SendRoom(settings.maxUnansweredBytes());
    }

    @Override
    public String brokerId() {
        return loggedIn.brokerId();
    }

    @Override
    public boolean hasEnded() {
        return ended.get() != null;
    }

    @Override
    public byte[] resumeToken() {
        return loggedIn.resumeToken();
    }

    // ---- who reads

    @Override
    public void serveUntil(BooleanSupplier over) {
        reading.borrow(over);
    }

    @Override
    public void deliveriesAwaited() {
        conversation.hasten();
        reading.recall();
    }

    /** Whether nothing is to come from the broker for which anybody waits. */
    boolean isQuiet() {
        return pending.isEmpty()
                && !conversation.isRoomAwaited()
                && sinks.size() <= SINKS_TO_ASK
                && sinks.values().stream().noneMatch(DeliverySink::isAwaited);
    }

    // ---- commands

    @Override
    public CompletionStage<Void> identify(String clientId) {
        return ask(request -> new Frame.Identify(request, clientId));
    }

    @Override
    public void send(Message message, long transaction, Completion completion) {
        int roomBytes = 0;
        try {
            requireFits(message);
            if (completion != null) {
                sendRoom.take(message.destination(), message.encoded().length, sendTimeoutMillis);
                roomBytes = message.encoded().length;
            }
            requireRoom();
        } catch (BrokerException | InterruptedException e) {
            giveBack(message, roomBytes);
            sendFailed(transaction, completion, asBrokerException(e));
            return;
        }
        PendingCommand command = completion == null ? null : new PendingSend(message, roomBytes, completion);
        say(command, request -> new Frame.Send(request, transaction, message), departure(transaction, completion));
    }

    private void requireFits(Message message) throws BrokerException {
        // the head of a SEND is two numbers
        long bytes = (long) message.encoded().length + EncodedFrame.PREFIX_BYTES + 2 * Long.BYTES;
        if (bytes > maxFrameBytes) {
            throw new BrokerException(
                    BrokerError.RESOURCE_LIMIT,
                    "a message to " + message.destination() + " takes a frame of " + bytes
                            + " bytes; the broker permits " + maxFrameBytes + " (its setting maxFrameBytes)");
        }
    }

    private void requireRoom() throws BrokerException, InterruptedException {
        if (!conversation.awaitRoom(sendTimeoutMillis)) {
            throw new BrokerException(
                    BrokerError.RESOURCE_LIMIT,
                    "the broker took nothing for " + sendTimeoutMillis + " ms ("
                            + TransportOption.SEND_TIMEOUT_MILLIS.optionName() + ") while more than "
                            + TransportOption.MAX_UNCONFIRMED_BYTES.optionName() + " are on their way");
        }
    }

    private static BrokerException asBrokerException(Exception e) {
        if (e instanceof BrokerException known) {
            return known;
        }
        Thread.currentThread().interrupt();
        return new BrokerException(
                BrokerError.RESOURCE_LIMIT,
                "interrupted while waiting until the broker takes more; nothing was sent",
                e);
    }

    private void sendFailed(long transaction, Completion completion, BrokerException cause) {
        if (completion != null) {
            completion.failed(cause);
        } else {
            failedTransactions.add(transaction, cause);
        }
    }

    private void giveBack(Message message, int bytes) {
        if (bytes > 0) {
            sendRoom.giveBack(message.destination(), bytes);
        }
    }

    @Override
    public CompletionStage<Void> openConsumer(ConsumerRequest request, DeliverySink sink) {
        sinks.put(request.consumer(), sink);
        return ask(number -> new Frame.OpenConsumer(number, request)).whenComplete((done, failure) -> {
            if (failure != null) {
                sinks.remove(request.consumer());
            }
        });
    }

    @Override
    public void credit(long consumer, int messages, Completion offered) {
        say(completing(offered), request -> new Frame.Credit(request, consumer, messages));
    }

    @Override
    public void acknowledge(long consumer, long firstTag, long lastTag, long transaction, Completion completion) {
        say(
                completing(completion),
                request -> new Frame.Acknowledge(request, consumer, firstTag, lastTag, transaction),
                completion == null && transaction == NO_TRANSACTION
                        ? Departure.SHORTLY
                        : departure(transaction, completion));
    }

    @Override
    public void release(long consumer, long firstTag, long lastTag, boolean attempted, Completion completion) {
        say(completing(completion), request -> new Frame.Release(request, consumer, firstTag, lastTag, attempted));
    }

    @Override
    public CompletionStage<Void> closeConsumer(long consumer, long lastHandedTag) {
        return ask(request -> new Frame.CloseConsumer(request, consumer, lastHandedTag))
                .whenComplete((done, failure) -> sinks.remove(consumer));
    }

    @Override
    public CompletionStage<Void> openBrowser(long browser, DestinationName queue, String selector) {
        return ask(request -> new Frame.OpenBrowser(request, browser, queue, selector));
    }

    @Override
    public CompletionStage<List<Delivery>> browse(long browser, int maxMessages) {
        PendingPages pages = new PendingPages();
        say(pages, request -> new Frame.Browse(request, browser, maxMessages));
        return pages.stage();
    }

    @Override
    public void closeBrowser(long browser) {
        say(null, request -> new Frame.CloseBrowser(request, browser));
    }

    @Override
    public CompletionStage<Void> unsubscribe(String subscriptionName) {
        return ask(request -> new Frame.Unsubscribe(request, subscriptionName));
    }

    @Override
    public CompletionStage<DestinationName> createTemporary(TemporaryRequest temporary) {
        return ask(
                        Frame.Created.class,
                        request -> temporary.ownerKey() == null
                                ? new Frame.CreateTemporary(request, temporary.kind())
                                : new Frame.CreateOwnedTemporary(request, temporary))
                .thenApply(Frame.Created::destination);
    }

    @Override
    public CompletionStage<Void> deleteTemporary(DestinationName destination) {
        return ask(request -> new Frame.DeleteTemporary(request, destination));
    }

    @Override
    public void commit(long transaction, CommitId id, Completion completion) {
        BrokerException failure = failedTransactions.remove(transaction);
        if (failure == null) {
            say(
                    completing(completion),
                    request -> id == null
                            ? new Frame.Commit(request, transaction)
                            : new Frame.CommitOnce(request, transaction, id));
        } else {
            rollback(transaction, new FailingCompletion(completion, FailedTransactions.rolledBack(failure)));
        }
    }

    @Override
    public void rollback(long transaction, Completion completion) {
        failedTransactions.remove(transaction);
        say(completing(completion), request -> new Frame.Rollback(request, transaction));
    }

    @Override
    public CompletionStage<Void> startBranch(long transaction, BranchId branch, StartMode mode, int timeoutSeconds) {
        return askAndRead(request -> new Frame.StartBranch(request, transaction, branch, mode, timeoutSeconds));
    }

    @Override
    public CompletionStage<Void> endBranch(long transaction, BranchId branch, EndMode mode) {
        BrokerException failure = failedTransactions.remove(transaction);
        if (failure == null) {
            return askAndRead(request -> new Frame.EndBranch(request, transaction, branch, mode));
        }
        return this.<Frame.Done>ask(
                        Frame.Done.class, request -> new Frame.EndBranch(request, transaction, branch, EndMode.FAIL))
                .thenCompose(done -> CompletableFuture.failedStage(FailedTransactions.rolledBack(failure)));
    }

    @Override
    public CompletionStage<Boolean> prepareBranch(BranchId branch) {
        return ask(new PendingStage<>(Frame.Vote.class, true), request -> new Frame.PrepareBranch(request, branch))
                .thenApply(Frame.Vote::toCommit);
    }

    @Override
    public CompletionStage<Void> commitBranch(BranchId branch, boolean onePhase, CommitId id) {
        return askAndRead(request -> onePhase && id != null
                ? new Frame.CommitBranchOnce(request, branch, id)
                : new Frame.CommitBranch(request, branch, onePhase));
    }

    @Override
    public CompletionStage<Void> rollbackBranch(BranchId branch) {
        return askAndRead(request -> new Frame.RollbackBranch(request, branch));
    }

    @Override
    public CompletionStage<Void> forgetBranch(BranchId branch) {
        return ask(request -> new Frame.ForgetBranch(request, branch));
    }

    @Override
    public CompletionStage<List<BranchId>> recoverBranches() {
        return ask(Frame.Branches.class, Frame.RecoverBranches::new).thenApply(Frame.Branches::branches);
    }

    @Override
    public CompletionStage<ManagementReply> manage(ManagementRequest management) {
        PendingRows rows = new PendingRows();
        say(rows, request -> new Frame.Manage(request, management));
        return rows.stage();
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (!closing.compareAndSet(null, closed)) {
            return closing.get().minimalCompletionStage();
        }
        BrokerException byThisSide = new BrokerException(BrokerError.LINK_CLOSED, "the connection is closed");
        PendingStage<Frame.Done> answer = new PendingStage<>(Frame.Done.class, false);
        answer.stage().whenComplete((done, lost) -> {
            // lost or not: the broker is, or will be, rid of the link
            end(byThisSide);
            conversation.finish();
            closed.complete(null);
        });
        sayAnyway(answer, Frame.Close::new, Departure.NOW);
        conversation.giveUpAfter(CLOSE_PATIENCE_MILLIS, () -> end(byThisSide));
        return closed.minimalCompletionStage();
    }

    // ---- saying

    private CompletionStage<Void> ask(LongFunction<Frame.Command> command) {
        return ask(Frame.Done.class, command).thenAccept(done -> {});
    }

    /** For a caller that reads the answer himself, as it waits by {@link #serveUntil}. */
    private CompletionStage<Void> askAndRead(LongFunction<Frame.Command> command) {
        return ask(new PendingStage<>(Frame.Done.class, true), command).thenAccept(done -> {});
    }

    private <A extends Frame.Answer> CompletionStage<A> ask(Class<A> answer, LongFunction<Frame.Command> command) {
        return ask(new PendingStage<>(answer, false), command);
    }

    private <A extends Frame.Answer> CompletionStage<A> ask(
            PendingStage<A> stage, LongFunction<Frame.Command> command) {
        say(stage, command);
        return stage.stage();
    }

    private static PendingCommand completing(Completion completion) {
        return completion == null ? null : new PendingCompletion(completion);
    }

    /** When a part of a transaction, or what stands for itself, is to go. */
    private static Departure departure(long transaction, Completion completion) {
        if (completion != null && completion.callerWaits()) {
            return Departure.NOW;
        }
        return completion == null && transaction != NO_TRANSACTION ? Departure.WITH_NEXT : Departure.SOON;
    }

    private void say(PendingCommand command, LongFunction<Frame.Command> frame) {
        say(command, frame, Departure.NOW);
    }

    private void say(PendingCommand command, LongFunction<Frame.Command> frame, Departure departure) {
        if (closing.get() == null) {
            sayAnyway(command, frame, departure);
        } else if (command != null) {
            command.failed(new BrokerException(BrokerError.LINK_CLOSED, "the connection is closed"));
        }
    }

    private void sayAnyway(PendingCommand command, LongFunction<Frame.Command> frame, Departure departure) {
        long request = pending.add(command);
        if (command != null && !command.callerReads()) {
            reading.recall();
        }
        boolean said = ended.get() == null && conversation.say(FrameEncoder.encode(frame.apply(request)), departure);
        if (!said || ended.get() != null) {
            BrokerException cause = ended.get();
            pending.fail(
                    request, cause != null ? cause : new BrokerException(BrokerError.LINK_LOST, "the link is lost"));
        }
    }

    // ---- hearing; by the reading thread

    /**
     * Deals with what the broker says.
     *
     * @return whether a caller waited for it that might have read it himself, or nobody
     * @throws MalformedMessageException if it may not say that
     */
    boolean hear(Frame frame) {
        if (frame instanceof Frame.Answer answer) {
            return pending.answer(answer);
        }
        if (frame instanceof Frame.Delivered delivered) {
            DeliverySink sink = sinks.get(delivered.consumer());
            boolean awaited = sink != null && sink.isAwaited();
            if (sink != null) {
                sink.deliver(new Delivery(delivered.tag(), delivered.message(), delivered.deliveryCount()));
            }
            return !awaited;
        }
        if (frame instanceof Frame.Recall recall) {
            DeliverySink sink = sinks.get(recall.consumer());
            if (sink != null) {
                sink.recall();
            }
        } else if (frame instanceof Frame.ConsumerClosed closed) {
            DeliverySink sink = sinks.remove(closed.consumer());
            if (sink != null) {
                sink.closed(new BrokerException(closed.error(), closed.message()));
            }
        } else {
            throw new MalformedMessageException("a frame of type " + frame.type() + " in an open link");
        }
        return false;
    }

    /** Whether this side has asked to close. */
    boolean isClosing() {
        return closing.get() != null;
    }

    /**
     * Ends the link: every command fails from now on, those without an answer now.
     *
     * @return false if it had ended already
     */
    boolean end(BrokerException cause) {
        if (!ended.compareAndSet(null, cause)) {
            return false;
        }
        sendRoom.stopWaiting();
        pending.failAll(cause);
        sinks.clear();
        return true;
    }

    /** A send that gives its room back when it is over. */
    private final class PendingSend extends PendingCompletion {
        private final DestinationName destination;
        private final int bytes;

        PendingSend(Message message, int bytes, Completion completion) {
            super(completion);
            this.destination = message.destination();
            this.bytes = bytes;
        }

        @Override
        public boolean answered(Frame.Answer answer) {
            sendRoom.giveBack(destination, bytes);
            return super.answered(answer);
        }

        @Override
        public void failed(BrokerException cause) {
            sendRoom.giveBack(destination, bytes);
            super.failed(cause);
        }
    }
}
