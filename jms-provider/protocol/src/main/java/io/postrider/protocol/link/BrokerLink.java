package io.postrider.protocol.link;

import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * One connection's commands to a broker. The link is the connection: closing it ends all that was opened on it.
 *
 * <p><b>Numbers.</b> Consumers, browsers and transactions are named by numbers that the client chooses, above 0 and never
 * used twice on one link. A transaction begins with the first command that names it.
 *
 * <p><b>Threads.</b> Any thread may call; no method blocks, but for a {@link Completion} whose caller waits anyway.
 * Commands of one thread take effect in the order of the calls. Completions and stages are completed by a thread of the
 * broker or transport: they must not block and must not run the application's code.
 *
 * <p><b>Failures.</b> A command fails with a {@link BrokerException}; its {@link BrokerError} says whether the link is
 * still of use. On a closed or lost link every command fails with {@link BrokerError#LINK_CLOSED} or
 * {@link BrokerError#LINK_LOST}.
 */
public interface BrokerLink extends WaitingCallers {

    /** Marks a command as part of no transaction. */
    long NO_TRANSACTION = 0;

    /** Names the broker's store, the same for all links to it: what {@code XAResource.isSameRM} compares. */
    String brokerId();

    /**
     * Gives the connection its client identifier (section 6.1.2), exclusive for as long as the link is open.
     *
     * @return fails with {@link BrokerError#INVALID_CLIENT_ID} where another connection has it
     */
    CompletionStage<Void> identify(String clientId);

    /**
     * Sends a message to its destination, which is made if need be. Over a network this may wait, within a limit, while the
     * broker takes no more; so it is not to be called where a completion or sink is being told.
     *
     * @param transaction the transaction this belongs to, or {@link #NO_TRANSACTION}
     * @param completion done once the broker has the message: in the journal if it is persistent and in no transaction;
     *     null where nobody asks (failures are then reported by the transaction's commit, or not at all)
     */
    void send(Message message, long transaction, Completion completion);

    /**
     * Opens a consumer on a queue or a subscription, with no credit: nothing is delivered before {@link #credit}.
     *
     * @param sink where deliveries go
     * @return fails with {@link BrokerError#INVALID_SELECTOR}, {@link BrokerError#INVALID_DESTINATION},
     *     {@link BrokerError#SUBSCRIPTION_IN_USE}, {@link BrokerError#NOT_AUTHORIZED}
     */
    CompletionStage<Void> openConsumer(ConsumerRequest request, DeliverySink sink);

    /**
     * Permits so many more deliveries.
     *
     * @param messages at least 0
     * @param offered done once everything that was there for this consumer, within its credit, has reached the sink; null
     *     where nobody asks
     */
    void credit(long consumer, int messages, Completion offered);

    /**
     * Acknowledges the deliveries of a consumer whose tags lie in a range. Tags that are not outstanding are passed over.
     *
     * @param transaction the acknowledgement takes effect with its commit; or {@link #NO_TRANSACTION}: at once, and in the
     *     journal with the next commit
     * @param completion done once the broker knows (not: once it is in the journal); null where nobody asks
     */
    void acknowledge(long consumer, long firstTag, long lastTag, long transaction, Completion completion);

    /**
     * Gives back the outstanding deliveries of a consumer whose tags lie in a range; they take their old places.
     *
     * @param attempted whether they had been handed to the application: this counts as an attempt, and the last permitted
     *     one sends the message to the dead-letter queue
     * @param completion done once they are back in place, before any is delivered again, to this consumer or another; null
     *     where nobody asks. A client that drops what comes until then, and keeps what comes afterwards, sees the old order
     */
    void release(long consumer, long firstTag, long lastTag, boolean attempted, Completion completion);

    /**
     * Closes a consumer. Deliveries with tags above {@code lastHandedTag} go back unattempted; those up to it stay
     * outstanding, to be acknowledged or released later under this consumer's number.
     */
    CompletionStage<Void> closeConsumer(long consumer, long lastHandedTag);

    /**
     * Opens a cursor over what a queue holds now; section 4.2.4. What leaves the queue meanwhile is passed over.
     *
     * @param selector or null
     */
    CompletionStage<Void> openBrowser(long browser, DestinationName queue, String selector);

    /** The next messages of a cursor, at most so many; fewer, or none, only at the end. */
    CompletionStage<List<Delivery>> browse(long browser, int maxMessages);

    /** Closes a cursor. */
    void closeBrowser(long browser);

    /**
     * Deletes a durable subscription with what it holds; section 4.2.3.
     *
     * @return fails with {@link BrokerError#SUBSCRIPTION_IN_USE} or {@link BrokerError#NO_SUCH_SUBSCRIPTION}
     */
    CompletionStage<Void> unsubscribe(String subscriptionName);

    /**
     * Makes a temporary queue or topic that only this connection may consume from.
     *
     * @return fails with {@link BrokerError#DESTINATION_IN_USE} where another connection has one of the chosen name
     */
    CompletionStage<DestinationName> createTemporary(TemporaryRequest request);

    /**
     * Deletes a temporary destination of this connection.
     *
     * @return fails where a consumer is still open on it
     */
    CompletionStage<Void> deleteTemporary(DestinationName destination);

    /**
     * Commits a transaction of this link (not an XA branch). A commit with an identifier is done at most once: where an earlier one,
     * on whatever link, has taken effect, this one is done too, and the transaction's own work is dropped.
     *
     * @param transaction with an identifier, {@link #NO_TRANSACTION} asks only whether that commit has taken effect
     * @param id remembered in the journal with the commit; null where nobody will ask again
     * @param completion done once it is in the journal; fails with {@link BrokerError#TRANSACTION_ROLLED_BACK} where it
     *     was rolled back instead
     */
    void commit(long transaction, CommitId id, Completion completion);

    /**
     * Rolls a transaction of this link back: its sends are forgotten, its acknowledged deliveries released as attempted.
     * To keep the order the client then releases what it has not handed out; see {@link #release}.
     */
    void rollback(long transaction, Completion completion);

    /**
     * Makes {@code transaction} stand for an XA branch until {@link #endBranch}.
     *
     * @param mode new branch, join or resume
     * @param timeoutSeconds after which an unprepared branch is rolled back; 0 for the broker's default
     * @return fails with one of the XA errors
     */
    CompletionStage<Void> startBranch(long transaction, BranchId branch, StartMode mode, int timeoutSeconds);

    /** Ends or suspends the work of {@code transaction} on a branch. */
    CompletionStage<Void> endBranch(long transaction, BranchId branch, EndMode mode);

    /**
     * Prepares a branch.
     *
     * @return done once it is in the journal: true to commit, false where nothing is to be done
     */
    CompletionStage<Boolean> prepareBranch(BranchId branch);

    /**
     * Commits a branch, prepared or, in one phase, not. A prepared branch is its own name: where it is asked for again and the branch is not
     * known any more, it was committed. One that was not prepared needs an identifier for that.
     *
     * @param id of a commit in one phase: remembered in the journal with it, so that it is done at most once, and is done where an earlier one of
     *     this identifier was; null where nobody will ask again, and for a prepared branch
     * @return done once it is in the journal; fails with {@link BrokerError#TRANSACTION_ROLLED_BACK} where it was rolled back instead, and with
     *     one of the XA errors
     */
    CompletionStage<Void> commitBranch(BranchId branch, boolean onePhase, CommitId id);

    /** Rolls a branch back, prepared or not. */
    CompletionStage<Void> rollbackBranch(BranchId branch);

    /** Forgets a branch that was completed heuristically. */
    CompletionStage<Void> forgetBranch(BranchId branch);

    /** All prepared and heuristically completed branches of the broker. */
    CompletionStage<List<BranchId>> recoverBranches();

    /**
     * Shows or changes something of the broker as an operator; {@link ManagementVerb} has a row for each request.
     *
     * @return fails with {@link BrokerError#INVALID_REQUEST} for a verb or argument that the broker does not know or
     *     understand, {@link BrokerError#NOT_AUTHORIZED}, and with what the verb's subject makes fail
     */
    CompletionStage<ManagementReply> manage(ManagementRequest request);

    /**
     * Closes consumers, rolls back what is open (prepared branches stay), deletes temporary destinations and ends the
     * link. Idempotent.
     *
     * @return done once nothing more will be delivered
     */
    CompletionStage<Void> close();
}
