package io.postrider.broker.core;

import io.postrider.broker.core.dedup.Recognition;
import io.postrider.broker.core.management.Row;
import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.store.Account;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.topic.SubscriptionName;
import io.postrider.broker.security.Access;
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
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.link.StartMode;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

/**
 * One connection to this broker, whoever carries its commands. It finds the queue or the transaction of a command and hands
 * it over; what a connection owns is here, so that its end finds it.
 */
final class BrokerConnection implements BrokerLink, Sender {
    private final BrokerCore broker;
    private final Destinations destinations;
    private final LinkEvents events;
    private final long number;
    private final ConnectionConsumers consumers;
    private final ConnectionBrowsers browsers = new ConnectionBrowsers();
    private final ConnectionSends sends;
    private final ConnectionTransactions transactions;
    private final Access access;
    private final Account account;
    private final ConnectionRights rights;
    private final Set<DestinationName> temporaries = ConcurrentHashMap.newKeySet();
    private final AtomicInteger temporariesMade = new AtomicInteger();
    private final AtomicReference<String> clientId = new AtomicReference<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    /** Why commands are refused; null while the connection is open. */
    private final AtomicReference<BrokerException> refusal = new AtomicReference<>();

    BrokerConnection(
            BrokerCore broker, long number, Access access, Account account, boolean repeats, LinkEvents events) {
        this.account = account;
        this.broker = broker;
        this.access = access;
        this.number = number;
        this.events = events;
        destinations = broker.destinations();
        MessageStore store = broker.store();
        rights = new ConnectionRights(access, destinations, broker.subscriptions());
        Recognition recognition = broker.recognition();
        sends = new ConnectionSends(this, destinations, store, repeats ? recognition.sends() : null);
        transactions = new ConnectionTransactions(this, destinations, store, broker.branches(), recognition.commits());
        consumers = new ConnectionConsumers(this, broker, transactions);
    }

    @Override
    public String brokerId() {
        return broker.brokerId();
    }

    @Override
    public String clientId() {
        return clientId.get();
    }

    @Override
    public CompletionStage<Void> identify(String wanted) {
        try {
            requireOpen();
            takeClientId(wanted);
            return CompletableFuture.completedStage(null);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    void takeClientId(String wanted) throws BrokerException {
        if (wanted == null || wanted.isEmpty() || clientId.get() != null) {
            throw new BrokerException(
                    BrokerError.INVALID_CLIENT_ID,
                    clientId.get() != null
                            ? "the connection has the client identifier \"" + clientId.get() + "\" already"
                            : "a client identifier must not be empty");
        }
        broker.takeClientId(wanted, this);
        clientId.set(wanted);
    }

    @Override
    public void send(Message message, long transaction, Completion completion) {
        try {
            requireOpen();
            if (transaction != NO_TRANSACTION) {
                transactions.send(transaction, message, completion);
                undoIfEnded();
                return;
            }
            rights.requireSend(message.destination());
            sends.send(message, completion);
        } catch (BrokerException e) {
            Completions.fail(completion, e);
        }
    }

    /** The connection may have ended while a transaction began, and not have seen it. */
    void undoIfEnded() {
        if (hasEnded()) {
            transactions.rollbackAll();
        }
    }

    @Override
    public CompletionStage<Void> openConsumer(ConsumerRequest request, DeliverySink sink) {
        return consumers.open(request, sink);
    }

    @Override
    public void credit(long consumerNumber, int messages, Completion offered) {
        consumers.credit(consumerNumber, messages, offered);
    }

    @Override
    public void acknowledge(long consumerNumber, long firstTag, long lastTag, long transaction, Completion completion) {
        consumers.acknowledge(consumerNumber, firstTag, lastTag, transaction, completion);
    }

    @Override
    public void release(long consumerNumber, long firstTag, long lastTag, boolean attempted, Completion completion) {
        consumers.release(consumerNumber, firstTag, lastTag, attempted, completion);
    }

    @Override
    public CompletionStage<Void> closeConsumer(long consumerNumber, long lastHandedTag) {
        return consumers.close(consumerNumber, lastHandedTag);
    }

    @Override
    public CompletionStage<Void> openBrowser(long browser, DestinationName queue, String selector) {
        try {
            requireOpen();
            MessageFilter filter = broker.compile(selector);
            if (!queue.isQueue()) {
                throw new BrokerException(BrokerError.INVALID_DESTINATION, queue + " cannot be browsed");
            }
            destinations.requireConsumable(queue, this);
            rights.requireBrowse(queue);
            return destinations.queue(queue).browse(filter).thenAccept(opened -> {
                browsers.add(browser, opened, queue);
                if (refusal.get() != null) {
                    browsers.close(browser);
                }
            });
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<List<Delivery>> browse(long browser, int maxMessages) {
        try {
            requireOpen();
            return browsers.get(browser).next(maxMessages);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public void closeBrowser(long browser) {
        browsers.close(browser);
    }

    @Override
    public CompletionStage<Void> unsubscribe(String subscriptionName) {
        try {
            requireOpen();
            SubscriptionName name = new SubscriptionName(clientId.get(), subscriptionName, true);
            rights.requireUnsubscribe(name);
            return broker.subscriptions().unsubscribe(name);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<DestinationName> createTemporary(TemporaryRequest request) {
        try {
            requireOpen();
            String chosen = request.chosenName();
            String name =
                    chosen != null ? chosen : broker.runId() + "-" + number + "-" + temporariesMade.incrementAndGet();
            DestinationName made = new DestinationName(request.kind(), name);
            if (!made.isTemporary()) {
                throw new BrokerException(BrokerError.INVALID_DESTINATION, request.kind() + " is no temporary kind");
            }
            destinations.addTemporary(made, this);
            temporaries.add(made);
            if (refusal.get() != null) {
                deleteTemporaries();
            }
            return CompletableFuture.completedStage(made);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public CompletionStage<Void> deleteTemporary(DestinationName destination) {
        try {
            requireOpen();
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
        return destinations.deleteTemporary(destination, this, false).thenRun(() -> temporaries.remove(destination));
    }

    @Override
    public void commit(long transaction, CommitId id, Completion completion) {
        try {
            requireOpen();
            transactions.commit(transaction, id, completion);
        } catch (BrokerException e) {
            completion.failed(e);
        }
    }

    @Override
    public void rollback(long transaction, Completion completion) {
        try {
            requireOpen();
            transactions.rollback(transaction, completion);
        } catch (BrokerException e) {
            completion.failed(e);
        }
    }

    @Override
    public CompletionStage<Void> startBranch(long transaction, BranchId branch, StartMode mode, int timeoutSeconds) {
        return transactions.startBranch(transaction, branch, mode, timeoutSeconds);
    }

    @Override
    public CompletionStage<Void> endBranch(long transaction, BranchId branch, EndMode mode) {
        return transactions.endBranch(transaction, branch, mode);
    }

    @Override
    public CompletionStage<Boolean> prepareBranch(BranchId branch) {
        return transactions.prepareBranch(branch);
    }

    @Override
    public CompletionStage<Void> commitBranch(BranchId branch, boolean onePhase, CommitId id) {
        return transactions.commitBranch(branch, onePhase, id);
    }

    @Override
    public CompletionStage<Void> rollbackBranch(BranchId branch) {
        return transactions.rollbackBranch(branch);
    }

    @Override
    public CompletionStage<Void> forgetBranch(BranchId branch) {
        return transactions.forgetBranch(branch);
    }

    @Override
    public CompletionStage<List<BranchId>> recoverBranches() {
        return transactions.recoverBranches();
    }

    @Override
    public CompletionStage<ManagementReply> manage(ManagementRequest request) {
        try {
            requireOpen();
            return broker.management().manage(request, access);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    @Override
    public boolean mayConsume(DestinationName destination) {
        return access.permits(Permission.CONSUME, destination);
    }

    @Override
    public Account account() {
        return account;
    }

    Access access() {
        return access;
    }

    /** What is open, and not permitted any more; null if nothing is. */
    DestinationName notPermittedAnyMore() {
        return Stream.concat(
                        consumers.destinations().filter(name -> !access.permits(Permission.CONSUME, name)),
                        browsers.destinations().filter(name -> !access.permits(Permission.BROWSE, name)))
                .findFirst()
                .orElse(null);
    }

    ConnectionRights rights() {
        return rights;
    }

    /** Whether it has ended, or is about to. */
    boolean hasEnded() {
        return refusal.get() != null;
    }

    void requireOpen() throws BrokerException {
        BrokerException refused = refusal.get();
        if (refused != null) {
            throw new BrokerException(refused.error(), refused.getMessage());
        }
    }

    @Override
    public CompletionStage<Void> close() {
        end(new BrokerException(BrokerError.LINK_CLOSED, "the connection to broker " + broker.name() + " is closed"));
        return closed;
    }

    /** The broker ends the connection, and says why. */
    CompletionStage<Void> lose(BrokerException cause) {
        if (end(cause)) {
            events.lost(cause);
        }
        return closed;
    }

    private boolean end(BrokerException cause) {
        if (!refusal.compareAndSet(null, cause)) {
            return false;
        }
        // first of all of them: what one gives back must not go to another one that is about to end as well
        consumers.withdrawCredit();
        List<CompletableFuture<?>> steps = new ArrayList<>(consumers.abandonAll());
        steps.add(transactions.rollbackAll());
        browsers.closeAll();
        CompletableFuture.allOf(steps.toArray(CompletableFuture[]::new))
                .thenCompose(allBack -> deleteTemporaries())
                .whenComplete((done, failure) -> {
                    broker.ended(this);
                    closed.complete(null);
                });
        return true;
    }

    private CompletionStage<Void> deleteTemporaries() {
        return CompletableFuture.allOf(temporaries.stream()
                .map(name -> destinations.deleteTemporary(name, this, true).toCompletableFuture())
                .toArray(CompletableFuture[]::new));
    }

    /** Its figures, for operators. */
    Map<String, Object> figures() {
        return Row.of("connection", number)
                .and("client-id", clientId.get())
                .and("user", access.user().name())
                .and("remote-address", access.remoteAddress())
                .and("consumers", consumers.count())
                .and("temporary-destinations", temporaries.size())
                .values();
    }

    @Override
    public String toString() {
        return "connection " + number + (clientId.get() == null ? "" : " of client " + clientId.get()) + ", user "
                + access.user().name();
    }
}
