package io.postrider.broker.core.topic;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueContext;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;

/** All subscriptions of a broker by their names, and who may open, change and delete them. Safe for all threads. */
public final class Subscriptions {
    private final QueueContext context;
    private final MessageStore store;
    private final LastMessages lastMessages;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SubscriptionName, Subscription> named = new HashMap<>();

    /** None yet. */
    public Subscriptions(QueueContext context, LastMessages lastMessages) {
        this.context = context;
        this.lastMessages = lastMessages;
        this.store = context.store();
    }

    /**
     * Finds or makes the subscription of a new consumer, and counts the consumer.
     *
     * @param owner the consumer's connection
     * @return done once it is in the journal, if it is durable; fails by the rules of section 8.3
     */
    public CompletionStage<Subscription> open(Topic topic, Subscription.Terms terms, Sender owner) {
        Subscription known;
        Subscription made;
        lock.lock();
        try {
            known = terms.name() == null ? null : named.get(terms.name());
            requireOpenable(known, topic, terms);
            if (known != null && known.topic() == topic && known.terms().sameChoice(terms)) {
                known.consumers++;
                known.readBy(owner);
                return known.opened;
            }
            made = make(topic, terms, owner, known);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        } finally {
            lock.unlock();
        }
        lastMessages.givenTo(made).thenAccept(given -> append(made, known, given));
        return made.opened;
    }

    private static void requireOpenable(Subscription known, Topic topic, Subscription.Terms terms)
            throws BrokerException {
        if (topic.deleted()) {
            throw new BrokerException(BrokerError.INVALID_DESTINATION, topic.name() + " is deleted");
        }
        if (terms.durable() && topic.name().isTemporary()) {
            throw new BrokerException(BrokerError.INVALID_DESTINATION, topic.name() + " has no durable subscriptions");
        }
        if (known == null) {
            return;
        }
        String refused = null;
        if (known.terms().shared() != terms.shared()) {
            refused = known.terms().shared() ? "is shared" : "is not shared";
        } else if (known.consumers > 0 && !terms.shared()) {
            refused = "has a consumer already";
        } else if (known.consumers > 0 && known.topic() != topic) {
            refused = "has consumers, and is of " + known.topic().name();
        } else if (known.consumers > 0 && !known.terms().sameChoice(terms)) {
            refused = "has consumers, and another selector";
        }
        if (refused != null) {
            throw new BrokerException(
                    BrokerError.SUBSCRIPTION_IN_USE, "the " + known.terms().name() + " " + refused);
        }
    }

    /** Makes a subscription with its first consumer, in the place of a former one, if there is any. */
    private Subscription make(Topic topic, Subscription.Terms terms, Sender owner, Subscription former) {
        int number = terms.durable() ? store.nextQueue() : 0;
        KeptRecord record = terms.durable() ? new KeptRecord() : null;
        Subscription subscription = build(topic, terms, number, owner, record);
        subscription.consumers = 1;
        subscription.readBy(owner);
        if (former != null) {
            former.topic().remove(former);
        }
        if (terms.name() != null) {
            named.put(terms.name(), subscription);
        }
        topic.add(subscription);
        lastMessages.made(subscription);
        return subscription;
    }

    private Subscription build(Topic topic, Subscription.Terms terms, int number, Sender owner, KeptRecord record) {
        String label = topic.name() + (terms.name() == null ? " (subscription)" : " (" + terms.name() + ")");
        MessageQueue queue = new MessageQueue(topic.name(), label, number, context);
        return new Subscription(terms, topic, queue, terms.name() == null ? owner : null, record);
    }

    /** Gives a new subscription what it begins with, and tells the journal; with no lock held, as that may run completions. */
    private void append(Subscription made, Subscription former, List<Message> given) {
        List<Posting> postings = given.stream()
                .map(message -> Posting.ahead(message, made.queue()))
                .toList();
        List<JournalRecord> records = made.terms().durable() ? recordsOf(made, former) : new ArrayList<>(0);
        for (Posting posting : postings) {
            JournalRecord added = posting.store(store);
            if (added != null) {
                records.add(added);
            }
        }
        if (records.isEmpty()) {
            postings.forEach(Posting::deliver);
            made.opened.complete(made);
            return;
        }
        store.append(records, Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                if (former != null) {
                    discard(former);
                }
                postings.forEach(Posting::deliver);
                made.opened.complete(made);
            }

            @Override
            public void failed(JournalException cause) {
                postings.forEach(posting -> posting.discard(store));
                withdraw(made);
                made.opened.completeExceptionally(store.journalFailed(cause));
            }
        });
    }

    private static List<JournalRecord> recordsOf(Subscription made, Subscription former) {
        Subscription.Terms terms = made.terms();
        CoreRecord.SubscriptionMade content = new CoreRecord.SubscriptionMade(
                made.queue().number(),
                terms.name().clientId(),
                terms.name().name(),
                terms.shared(),
                made.topic().name(),
                terms.selector(),
                terms.noLocal());
        List<JournalRecord> records = new ArrayList<>(List.of(MessageStore.record(content, made.record())));
        if (former != null) {
            int gone = former.queue().number();
            records.add(MessageStore.record(new CoreRecord.SubscriptionDeleted(gone), null));
        }
        return records;
    }

    /** The journal could not learn of a subscription: it does not exist. */
    private void withdraw(Subscription made) {
        lock.lock();
        try {
            named.remove(made.terms().name(), made);
            made.topic().remove(made);
        } finally {
            lock.unlock();
        }
        discard(made);
    }

    private void discard(Subscription gone) {
        store.releaseRecord(gone.record());
        gone.queue()
                .delete(
                        new BrokerException(
                                BrokerError.NO_SUCH_SUBSCRIPTION,
                                "the subscription of " + gone.queue() + " is deleted"),
                        true);
    }

    /** A consumer of a subscription is closed. A subscription that is not durable ends with its last one. */
    public void closed(Subscription subscription) {
        lock.lock();
        try {
            subscription.consumers--;
            if (subscription.consumers > 0 || subscription.terms().durable()) {
                return;
            }
            subscription.topic().remove(subscription);
            if (subscription.terms().name() != null) {
                named.remove(subscription.terms().name(), subscription);
            }
        } finally {
            lock.unlock();
        }
        discard(subscription);
    }

    /** The subscription of a name, or null if there is none. */
    public Subscription find(SubscriptionName name) {
        lock.lock();
        try {
            return named.get(name);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Deletes a durable subscription, unless it has a consumer, or a delivery that is not acknowledged for good.
     *
     * @return done once the journal knows
     */
    public CompletionStage<Void> unsubscribe(SubscriptionName name) {
        Subscription known = find(name);
        if (known == null) {
            return CompletableFuture.failedStage(unknown(name));
        }
        return known.queue().figures().thenCompose(figures -> remove(known, figures.inFlight(), false));
    }

    /**
     * Deletes a durable subscription.
     *
     * @param force also where it has consumers, which are closed, or outstanding deliveries
     * @return done once the journal knows
     */
    public CompletionStage<Void> delete(SubscriptionName name, boolean force) {
        Subscription known = find(name);
        if (!force || known == null) {
            return unsubscribe(name);
        }
        return remove(known, 0, true);
    }

    /**
     * Deletes all subscriptions of a topic, which takes no further ones.
     *
     * @param force also where one has consumers, which are closed
     * @return done once the journal knows; fails where one has consumers
     */
    public CompletionStage<Void> deleteAll(Topic topic, BrokerException cause, boolean force) {
        List<Subscription> all = topic.all();
        lock.lock();
        try {
            if (!force && all.stream().anyMatch(subscription -> subscription.consumers > 0)) {
                throw new BrokerException(
                        BrokerError.DESTINATION_IN_USE, topic.name() + " has subscriptions with open consumers");
            }
            topic.delete(cause);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        } finally {
            lock.unlock();
        }
        CompletableFuture<?>[] durable = all.stream()
                .filter(subscription -> subscription.terms().durable())
                .map(subscription -> remove(subscription, 0, true).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(durable).thenRun(() -> endAll(topic, cause));
    }

    private static BrokerException unknown(SubscriptionName name) {
        return new BrokerException(BrokerError.NO_SUCH_SUBSCRIPTION, "there is no " + name);
    }

    private CompletionStage<Void> remove(Subscription known, long inFlight, boolean force) {
        SubscriptionName name = known.terms().name();
        lock.lock();
        try {
            if (!force && (known.consumers > 0 || inFlight > 0)) {
                throw new BrokerException(
                        BrokerError.SUBSCRIPTION_IN_USE,
                        "the " + name + " has " + known.consumers + " consumers and " + inFlight
                                + " deliveries that are not acknowledged");
            }
            if (!named.remove(name, known)) {
                throw unknown(name);
            }
            known.topic().remove(known);
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        } finally {
            lock.unlock();
        }
        return appendDeletion(known);
    }

    private CompletionStage<Void> appendDeletion(Subscription gone) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        CoreRecord content = new CoreRecord.SubscriptionDeleted(gone.queue().number());
        store.append(List.of(MessageStore.record(content, null)), Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                discard(gone);
                done.complete(null);
            }

            @Override
            public void failed(JournalException cause) {
                done.completeExceptionally(store.journalFailed(cause));
            }
        });
        return done;
    }

    /** Recovery found a durable subscription. */
    public Subscription recovered(Topic topic, Subscription.Terms terms, int number, KeptRecord record) {
        Subscription subscription = build(topic, terms, number, null, record);
        subscription.opened.complete(subscription);
        lock.lock();
        try {
            named.put(terms.name(), subscription);
            topic.add(subscription);
        } finally {
            lock.unlock();
        }
        return subscription;
    }

    /**
     * Deletes a temporary topic.
     *
     * @throws BrokerException if it has a consumer and {@code force} is not set
     */
    public void delete(Topic topic, BrokerException cause, boolean force) throws BrokerException {
        lock.lock();
        try {
            int subscriptions = topic.subscriptions();
            if (!force && subscriptions > 0) {
                throw new BrokerException(
                        BrokerError.DESTINATION_IN_USE, topic.name() + " has " + subscriptions + " subscriptions");
            }
            topic.delete(cause);
        } finally {
            lock.unlock();
        }
        endAll(topic, cause);
    }

    private void endAll(Topic topic, BrokerException cause) {
        List<Subscription> ended;
        lock.lock();
        try {
            ended = topic.all();
            ended.forEach(topic::remove);
            ended.forEach(subscription -> named.remove(subscription.terms().name(), subscription));
        } finally {
            lock.unlock();
        }
        ended.forEach(subscription -> subscription.queue().delete(cause, true));
    }

    /** The subscriptions of a topic. */
    public List<Subscription> of(Topic topic) {
        return topic.all();
    }

    /** The queues of all subscriptions of a topic. */
    public List<MessageQueue> queuesOf(Topic topic) {
        return topic.all().stream().map(Subscription::queue).toList();
    }
}
