package io.postrider.client.failover;

import io.postrider.client.remote.RecoverableLink;
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
import io.postrider.protocol.link.PacedLink;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A link that outlives the links it is made of: while one is lost commands wait, and what is open is opened again on the next, by {@link
 * Rejoining}. What each command does when its link is lost before the answer stands where it is made.
 */
final class FailoverLink implements PacedLink {
    private final LinkSwitch links;
    private final CarriedState state;
    private final Rejoining rejoining;
    private final int sendTimeoutMillis;
    private final long committer;
    private final AtomicLong commits = new AtomicLong();

    FailoverLink(LinkSwitch links, CarriedState state, Rejoining rejoining, int sendTimeoutMillis, long committer) {
        this.links = links;
        this.state = state;
        this.rejoining = rejoining;
        this.sendTimeoutMillis = sendTimeoutMillis;
        this.committer = committer;
    }

    @Override
    public void serveUntil(BooleanSupplier over) {
        links.link().serveUntil(over);
    }

    @Override
    public void deliveriesAwaited() {
        links.link().deliveriesAwaited();
    }

    /** {@inheritDoc} After a link was lost, another broker's if that was found in its place. */
    @Override
    public String brokerId() {
        return links.link().brokerId();
    }

    @Override
    public CompletionStage<Void> identify(String clientId) {
        return ask(new Asked<>(links, link -> link.identify(clientId))
                .onSuccess(done -> rejoining.identifiedAs(clientId)));
    }

    private <T> CompletionStage<T> ask(Asked<T> command) {
        links.submit(command);
        return command.result();
    }

    private CarriedCommand command(Completion completion, CarriedCommand.Saying saying) {
        return new CarriedCommand(links, completion, saying);
    }

    // ---- sending

    @Override
    public void send(Message message, long transaction, Completion completion) {
        Carried send = transaction == NO_TRANSACTION
                ? new CarriedSend(links, message, completion)
                : new TransactedSend(links, state.transactions, message, transaction, completion);
        BrokerException failure = awaitOpen();
        if (failure == null) {
            links.submit(send);
        } else {
            send.abandon(failure);
        }
    }

    private BrokerException awaitOpen() {
        try {
            return links.awaitOpen(sendTimeoutMillis)
                    ? null
                    : new BrokerException(
                            BrokerError.RESOURCE_LIMIT,
                            "the link is lost, and was not established again within " + sendTimeoutMillis + " ms ("
                                    + FailoverOption.SEND_TIMEOUT_MILLIS.optionName() + "); nothing was sent");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new BrokerException(
                    BrokerError.RESOURCE_LIMIT, "interrupted while the link is established again; nothing was sent", e);
        }
    }

    // ---- receiving

    @Override
    public CompletionStage<Void> openConsumer(ConsumerRequest request, DeliverySink sink) {
        long number = request.consumer();
        CarriedConsumer consumer =
                new CarriedConsumer(request, sink, () -> state.locked(() -> state.consumers.remove(number)));
        return ask(new Asked<>(links, link -> link.openConsumer(request, consumer.on(link)))
                .beginning(() -> state.consumers.add(consumer))
                .onSuccess(done -> state.locked(consumer::opened))
                .onFailure(cause -> state.locked(() -> state.consumers.remove(number))));
    }

    @Override
    public void credit(long consumer, int messages, Completion offered) {
        links.submit(command(offered, (link, answer) -> link.credit(consumer, messages, answer))
                .beginning(() -> state.grant(consumer, messages))
                .again((link, answer) -> link.credit(consumer, 0, answer)));
    }

    @Override
    public void acknowledge(long consumer, long firstTag, long lastTag, long transaction, Completion completion) {
        links.submit(new Acknowledgement(
                links, state.consumers, state.transactions, consumer, firstTag, lastTag, transaction, completion));
    }

    @Override
    public void release(long consumer, long firstTag, long lastTag, boolean attempted, Completion completion) {
        // on the next link, the range that has no end is given back again: what has come meanwhile belongs to it
        links.submit(command(completion, (link, answer) -> {
            long base = state.base(consumer);
            long last = lastTag == Long.MAX_VALUE ? lastTag : lastTag - base;
            if (base == Long.MAX_VALUE || last < 1) {
                overWithTheLink(answer);
            } else {
                link.release(consumer, Math.max(1, firstTag - base), last, attempted, answer);
            }
        }));
    }

    /** What was to be given back went back with the link. */
    private static void overWithTheLink(Completion answer) {
        if (answer != null) {
            answer.done();
        }
    }

    @Override
    public CompletionStage<Void> closeConsumer(long consumer, long lastHandedTag) {
        return ask(new Asked<>(links, link -> {
                    long base = state.base(consumer);
                    return base == Long.MAX_VALUE
                            ? CompletableFuture.<Void>completedStage(null)
                            : link.closeConsumer(consumer, Math.max(0, lastHandedTag - base));
                })
                .beginning(() -> state.consumers.remove(consumer))
                .endingWithTheLink());
    }

    // ---- browsing

    @Override
    public CompletionStage<Void> openBrowser(long browser, DestinationName queue, String selector) {
        CarriedBrowser opening = new CarriedBrowser(browser, queue, selector);
        return ask(new Asked<>(links, opening::open)
                .beginning(() -> state.browsers.put(browser, opening))
                .onSuccess(done -> state.locked(opening::opened))
                .onFailure(cause -> state.locked(() -> state.browsers.remove(browser))));
    }

    @Override
    public CompletionStage<List<Delivery>> browse(long browser, int maxMessages) {
        return ask(new Asked<>(links, link -> {
                    CarriedBrowser known = state.browser(browser);
                    return known == null ? link.browse(browser, maxMessages) : known.browse(link, maxMessages);
                })
                .onSuccess(page -> state.shown(browser, page)));
    }

    @Override
    public void closeBrowser(long browser) {
        links.submit(command(null, (link, answer) -> link.closeBrowser(browser))
                .beginning(() -> state.browsers.remove(browser)));
    }

    // ---- subscriptions and temporary destinations

    @Override
    public CompletionStage<Void> unsubscribe(String subscriptionName) {
        return ask(new Asked<>(links, link -> link.unsubscribe(subscriptionName))
                .doneIf(BrokerError.NO_SUCH_SUBSCRIPTION));
    }

    @Override
    public CompletionStage<DestinationName> createTemporary(TemporaryRequest request) {
        TemporaryRequest mine = state.nextTemporary(request.kind());
        return ask(new Asked<>(links, link -> link.createTemporary(mine))
                .onSuccess(name -> state.locked(() -> state.temporaries.put(name, mine))));
    }

    @Override
    public CompletionStage<Void> deleteTemporary(DestinationName destination) {
        return ask(new Asked<>(links, link -> link.deleteTemporary(destination))
                .doneIf(BrokerError.INVALID_DESTINATION)
                .onSuccess(done -> state.locked(() -> state.temporaries.remove(destination))));
    }

    // ---- transactions

    @Override
    public void commit(long transaction, CommitId id, Completion completion) {
        links.submit(new CarriedCommit(links, state.transactions, transaction, nameOf(id), completion));
    }

    private CommitId nameOf(CommitId given) {
        return given != null ? given : new CommitId(committer, commits.incrementAndGet());
    }

    @Override
    public void rollback(long transaction, Completion completion) {
        links.submit(command(completion, (link, answer) -> link.rollback(transaction, answer))
                .beginning(() -> state.transactions.end(transaction))
                .endingWithTheLink());
    }

    @Override
    public CompletionStage<Void> startBranch(long transaction, BranchId branch, StartMode mode, int timeoutSeconds) {
        Function<RecoverableLink, CompletionStage<Void>> start = link -> {
            // on the next link, too, the number stands for a branch without work: what it stood for is lost
            state.locked(() -> state.transactions.beginBranch(transaction));
            return link.startBranch(transaction, branch, mode, timeoutSeconds);
        };
        return ask(new Asked<>(
                        links,
                        link -> mode == StartMode.NEW
                                ? start.apply(link)
                                : state.branches.unlessRolledBack(link, branch, () -> start.apply(link)))
                .beginning(() -> {
                    if (mode == StartMode.NEW) {
                        state.branches.settled(branch);
                    }
                })
                .onSuccess(done -> state.branches.begun(branch)));
    }

    @Override
    public CompletionStage<Void> endBranch(long transaction, BranchId branch, EndMode mode) {
        AtomicReference<CarriedTransaction> work = new AtomicReference<>();
        return ask(new Asked<>(links, link -> endBranch(link, transaction, branch, mode, work.get()))
                .beginning(() -> work.set(state.transactions.end(transaction)))
                .onSuccess(done -> {
                    if (mode != EndMode.SUSPEND) {
                        state.branches.ended(branch);
                    }
                }));
    }

    /** Where a part of the work did not reach the broker, or was not the link's any more, the branch is rolled back. */
    private CompletionStage<Void> endBranch(
            RecoverableLink link, long transaction, BranchId branch, EndMode mode, CarriedTransaction work) {
        BrokerException doom = work == null ? null : work.doom();
        if (doom == null) {
            return state.branches.unlessRolledBack(link, branch, () -> link.endBranch(transaction, branch, mode));
        }
        // on the next link the number stands for no branch: what was acknowledged there is to go back
        link.rollback(transaction, CarriedCommand.NOBODY);
        return state.branches
                .unlessRolledBack(link, branch, () -> link.endBranch(transaction, branch, EndMode.FAIL))
                .thenCompose(done -> state.branches.fail(link, branch, doom));
    }

    @Override
    public CompletionStage<Boolean> prepareBranch(BranchId branch) {
        return ask(new Asked<>(
                        links, link -> state.branches.unlessRolledBack(link, branch, () -> link.prepareBranch(branch)))
                .again(link -> state.branches.prepareAgain(link, branch))
                .ofOneStore()
                .onSuccess(vote -> state.branches.settled(branch))
                .onFailure(cause -> state.branches.settled(branch)));
    }

    @Override
    public CompletionStage<Void> commitBranch(BranchId branch, boolean onePhase, CommitId id) {
        CommitId mine = onePhase ? nameOf(id) : null;
        Asked<Void> commit = new Asked<>(
                links,
                link -> state.branches.unlessRolledBack(link, branch, () -> link.commitBranch(branch, onePhase, mine)));
        return ask((onePhase
                        ? commit.again(link ->
                                CarriedBranches.unknownIsRolledBack(branch, link.commitBranch(branch, true, mine)))
                        : commit.doneIf(BrokerError.XA_UNKNOWN_BRANCH))
                .ofOneStore()
                .onSuccess(done -> state.branches.settled(branch))
                .onFailure(cause -> state.branches.settled(branch)));
    }

    @Override
    public CompletionStage<Void> rollbackBranch(BranchId branch) {
        return ask(new Asked<>(links, link -> state.branches.rollBack(link, branch))
                .doneIf(BrokerError.XA_UNKNOWN_BRANCH)
                .ofOneStore()
                .onSuccess(done -> state.branches.settled(branch)));
    }

    @Override
    public CompletionStage<Void> forgetBranch(BranchId branch) {
        return ask(new Asked<>(links, link -> link.forgetBranch(branch)).doneIf(BrokerError.XA_UNKNOWN_BRANCH));
    }

    @Override
    public CompletionStage<List<BranchId>> recoverBranches() {
        return ask(new Asked<>(links, RecoverableLink::recoverBranches));
    }

    // ---- the rest

    @Override
    public CompletionStage<ManagementReply> manage(ManagementRequest request) {
        return ask(new Asked<>(links, link -> link.manage(request)).again(link -> Asked.outcomeUnknown()));
    }

    @Override
    public CompletionStage<Void> close() {
        return rejoining.close();
    }
}
