package io.postrider.broker.core;

import io.postrider.broker.core.management.ManagedDestinations;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueContext;
import io.postrider.broker.core.queue.QueueFigures;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.DuplicateIds;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.routing.Router;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.step.OnceByName;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.topic.LastMessage;
import io.postrider.broker.core.topic.LastMessages;
import io.postrider.broker.core.topic.Subscriptions;
import io.postrider.broker.core.topic.Topic;
import io.postrider.broker.core.topic.Topics;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** All queues and topics of a broker by their names. Queues and topics are made on first use. Safe for all threads. */
final class Destinations implements Router, ManagedDestinations {
    private final QueueContext context;
    private final MessageStore store;
    private final Subscriptions subscriptions;
    private final OnceByName<DestinationName, MessageQueue> queues = new OnceByName<>();
    private final Topics topics;
    /** Of those destinations whose policy asks for it. */
    private final Map<DestinationName, DuplicateIds> duplicates = new ConcurrentHashMap<>();

    private final TemporaryOwners owners;
    /** The journal's records of queues. */
    private final Map<DestinationName, KeptRecord> records = new ConcurrentHashMap<>();

    private final LastMessages lastMessages;

    Destinations(QueueContext context, Subscriptions subscriptions, LastMessages lastMessages) {
        this.lastMessages = lastMessages;
        this.context = context;
        this.store = context.store();
        this.subscriptions = subscriptions;
        this.topics = new Topics(context.policies());
        this.owners = new TemporaryOwners(context.timers());
    }

    @Override
    public Posting route(Message message, Sender sender) throws BrokerException {
        DestinationName name = message.destination();
        if (name.isQueue()) {
            MessageQueue queue = queueToSendTo(name);
            return posting(message, List.of(queue), queue.policy(), sender);
        }
        Topic topic = topicToSendTo(name);
        if (topic.policy().retainLastMessage()) {
            return retained(message, topic, sender);
        }
        return posting(message, topic.route(message, sender), topic.policy(), sender);
    }

    private Posting retained(Message message, Topic topic, Sender sender) {
        LastMessage last = lastMessages.of(topic);
        long madeBefore = lastMessages.subscriptionsMade();
        List<MessageQueue> targets = topic.route(message, sender);
        targets.add(0, last.queue());
        Posting posting = posting(message, targets, topic.policy(), sender);
        posting.announceTo(lastMessages.announcing(last, madeBefore));
        return posting;
    }

    private Posting posting(Message message, List<MessageQueue> targets, DestinationPolicy policy, Sender sender) {
        DuplicateIds recognised =
                policy.duplicateWindowMillis() == 0 ? null : duplicates(message.destination(), policy);
        return new Posting(asPermitted(message, policy), targets, recognised, sender == null ? null : sender.account());
    }

    private DuplicateIds duplicates(DestinationName name, DestinationPolicy policy) {
        return duplicates.computeIfAbsent(
                name, key -> new DuplicateIds(key, policy.duplicateWindowMillis(), store, context.timers()));
    }

    /** Recovery found the names of messages that were sent, in any order, as the journal moves what it keeps. */
    void recoveredNames(Map<CoreRecord.DuplicateId, KeptRecord> names) {
        List<CoreRecord.DuplicateId> oldestFirst = new ArrayList<>(names.keySet());
        oldestFirst.sort(Comparator.comparingLong(CoreRecord.DuplicateId::atMillis));
        oldestFirst.forEach(found -> {
            KeptRecord record = names.get(found);
            DestinationPolicy policy = context.policies().of(found.destination());
            if (policy.duplicateWindowMillis() > 0 && exists(found.destination())) {
                duplicates(found.destination(), policy).recovered(found.id(), found.atMillis(), record);
            } else {
                store.releaseRecord(record);
            }
        });
    }

    private void forgetNames(DestinationName name) {
        DuplicateIds known = duplicates.remove(name);
        if (known != null) {
            known.end();
        }
    }

    /** A message with the time to live that its destination gives it. */
    private Message asPermitted(Message message, DestinationPolicy policy) {
        if (policy.leavesTimeToLive()) {
            return message;
        }
        long expires = policy.expirationMillis(
                message.expirationMillis(), context.timers().nowMillis());
        return expires == message.expirationMillis()
                ? message
                : message.toBuilder().expirationMillis(expires).build();
    }

    @Override
    public DestinationPolicy requireDestination(DestinationName name) throws BrokerException {
        return name.isQueue()
                ? queueToSendTo(name).policy()
                : topicToSendTo(name).policy();
    }

    private Topic topicToSendTo(DestinationName name) throws BrokerException {
        if (!name.isTemporary()) {
            return topics.toSendTo(name);
        }
        Topic known = topics.find(name);
        if (known != null || !owners.mayReturn(name)) {
            return topic(name);
        }
        // nobody has subscribed there: what is sent is received by nobody
        Topic awaited = topics.get(name);
        owners.await(name, () -> forget(awaited));
        return awaited;
    }

    private MessageQueue queueToSendTo(DestinationName name) throws BrokerException {
        MessageQueue known = queues.find(name);
        return known == null && owners.mayReturn(name) ? awaited(name) : queue(name);
    }

    private MessageQueue awaited(DestinationName name) {
        AtomicBoolean made = new AtomicBoolean();
        MessageQueue queue = queues.get(name, key -> {
            made.set(true);
            return unrecorded(name);
        });
        if (made.get()) {
            owners.await(name, () -> queue.delete(TemporaryOwners.unknown(name), true)
                    .thenRun(() -> queues.remove(name, queue)));
        }
        return queue;
    }

    /** A temporary queue: the journal knows nothing of it. */
    private MessageQueue unrecorded(DestinationName name) {
        return new MessageQueue(name, name.toString(), 0, context);
    }

    @Override
    public boolean exists(DestinationName name) {
        return name.isQueue() ? queues.find(name) != null : topics.find(name) != null;
    }

    @Override
    public MessageQueue queue(DestinationName name) throws BrokerException {
        MessageQueue known = queues.find(name);
        if (known == null && name.isTemporary()) {
            throw TemporaryOwners.unknown(name);
        }
        return known != null ? known : made(name);
    }

    @Override
    public Topic topic(DestinationName name) throws BrokerException {
        if (name.isTemporary() && topics.find(name) == null) {
            throw TemporaryOwners.unknown(name);
        }
        return topics.get(name);
    }

    /** A queue that is not temporary, made on first use. */
    MessageQueue made(DestinationName name) {
        return queues.get(name, this::make);
    }

    /** Makes a queue, and writes its record before anyone sees it: so the record comes before any that names its number. */
    private MessageQueue make(DestinationName name) {
        int number = store.nextQueue();
        CoreRecord content = new CoreRecord.QueueKnown(number, name);
        KeptRecord record = new KeptRecord();
        records.put(name, record);
        store.append(List.of(MessageStore.record(content, record)), Urgency.LAZY, UnitCompletion.NONE);
        return new MessageQueue(name, name.toString(), number, context);
    }

    private MessageQueue add(DestinationName name, int number) {
        MessageQueue queue = new MessageQueue(name, name.toString(), number, context);
        queues.put(name, queue);
        return queue;
    }

    /** Recovery found a queue. */
    MessageQueue recovered(DestinationName name, int number, KeptRecord record) {
        if (!name.isQueue()) {
            return lastMessages.recovered(topics.get(name), number, record);
        }
        records.put(name, record);
        return add(name, number);
    }

    /** Recovery found a topic's subscription. */
    Topic recoveredTopic(DestinationName name) {
        return topics.get(name);
    }

    /** Makes a temporary destination that only its owner may consume from; fails where it is there already. */
    void addTemporary(DestinationName name, Sender owner) throws BrokerException {
        owners.add(name, owner);
        if (name.isQueue()) {
            queues.get(name, this::unrecorded);
        } else {
            topics.get(name);
        }
    }

    /**
     * Makes sure that a connection may consume from a destination.
     *
     * @throws BrokerException if it is another connection's temporary destination
     */
    void requireConsumable(DestinationName name, Sender consumer) throws BrokerException {
        if (!name.isTemporary()) {
            return;
        }
        owners.requireOwner(name, consumer);
    }

    /**
     * Deletes a temporary destination.
     *
     * @param force also where it has consumers, as its connection ends
     * @return fails where it has consumers, or is not the owner's
     */
    CompletionStage<Void> deleteTemporary(DestinationName name, Sender owner, boolean force) {
        BrokerException deleted = new BrokerException(BrokerError.INVALID_DESTINATION, name + " is deleted");
        try {
            requireConsumable(name, owner);
            if (!name.isTemporary()) {
                throw new BrokerException(BrokerError.INVALID_DESTINATION, name + " is not temporary");
            }
            if (!name.isQueue()) {
                Topic topic = topic(name);
                subscriptions.delete(topic, deleted, force);
                forget(topic);
                owners.remove(name, !force);
                return CompletableFuture.completedStage(null);
            }
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
        MessageQueue queue = queues.find(name);
        return queue.delete(deleted, force).thenRun(() -> {
            queues.remove(name, queue);
            owners.remove(name, !force);
        });
    }

    @Override
    public CompletionStage<Void> delete(DestinationName name, boolean force) {
        BrokerException deleted =
                new BrokerException(BrokerError.INVALID_DESTINATION, name + " was deleted by an operator");
        if (name.isQueue()) {
            MessageQueue queue = queues.find(name);
            return queue == null || name.isTemporary()
                    ? CompletableFuture.failedStage(TemporaryOwners.unknown(name))
                    : queue.figures().thenCompose(figures -> delete(queue, figures, deleted, force));
        }
        Topic topic = topics.find(name);
        if (topic == null || name.isTemporary()) {
            return CompletableFuture.failedStage(TemporaryOwners.unknown(name));
        }
        return subscriptions.deleteAll(topic, deleted, force).thenRun(() -> {
            forget(topic);
            forgetNames(name);
        });
    }

    private void forget(Topic topic) {
        topics.remove(topic);
        lastMessages.remove(topic.name());
    }

    /** The journal learns first: so what the queue held comes back all or not at all. */
    private CompletionStage<Void> delete(
            MessageQueue queue, QueueFigures figures, BrokerException deleted, boolean force) {
        DestinationName name = queue.destination();
        if (!force && figures.consumers() + figures.inFlight() > 0) {
            return CompletableFuture.failedStage(new BrokerException(
                    BrokerError.DESTINATION_IN_USE,
                    name + " has " + figures.consumers() + " open consumers and " + figures.inFlight()
                            + " deliveries that are not acknowledged"));
        }
        KeptRecord record = records.remove(name);
        if (!queues.remove(name, queue)) {
            return CompletableFuture.failedStage(TemporaryOwners.unknown(name));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        CoreRecord content = new CoreRecord.SubscriptionDeleted(queue.number());
        store.append(List.of(MessageStore.record(content, null)), Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                store.releaseRecord(record);
                queue.delete(deleted, true).thenRun(() -> done.complete(null));
            }

            @Override
            public void failed(JournalException cause) {
                done.completeExceptionally(store.journalFailed(cause));
            }
        });
        return done;
    }

    @Override
    public List<MessageQueue> queues() {
        return queues.all();
    }

    @Override
    public LastMessages lastMessages() {
        return lastMessages;
    }

    @Override
    public List<Topic> topics() {
        return topics.all();
    }

    @Override
    public Optional<MessageQueue> labelled(String label) {
        return all().stream().filter(queue -> queue.toString().equals(label)).findFirst();
    }

    /** All queues, and the queues of all subscriptions. */
    List<MessageQueue> all() {
        List<MessageQueue> all = new ArrayList<>(queues.all());
        topics.all().forEach(topic -> all.addAll(subscriptions.queuesOf(topic)));
        return all;
    }
}
