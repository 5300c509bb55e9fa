package io.postrider.broker.core.topic;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueContext;
import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.Announced;
import io.postrider.broker.core.step.OnceByName;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** The last messages of all topics whose policies keep them. Safe for all threads. */
public final class LastMessages {
    private final QueueContext context;
    private final MessageStore store;
    private final OnceByName<DestinationName, LastMessage> byTopic = new OnceByName<>();
    private final AtomicLong subscriptionsMade = new AtomicLong();

    /** None yet. */
    public LastMessages(QueueContext context) {
        this.context = context;
        this.store = context.store();
    }

    /** How many subscriptions were made so far: to be asked before a message is routed. */
    public long subscriptionsMade() {
        return subscriptionsMade.get();
    }

    /** A subscription has just been made, and is found by whatever is routed from now on. */
    void made(Subscription subscription) {
        subscription.madeAs(subscriptionsMade.incrementAndGet());
    }

    /** The last message of a topic whose policy keeps it. */
    public LastMessage of(Topic topic) {
        return byTopic.get(topic.name(), name -> make(topic));
    }

    /** Writes its record before anyone sees it: so the record comes before any that names its number. */
    private LastMessage make(Topic topic) {
        if (topic.name().isTemporary()) {
            return new LastMessage(topic, 0, null, subscriptionsMade.get(), context);
        }
        int number = store.nextQueue();
        KeptRecord record = new KeptRecord();
        CoreRecord content = new CoreRecord.QueueKnown(number, topic.name());
        store.append(List.of(MessageStore.record(content, record)), Urgency.LAZY, UnitCompletion.NONE);
        return new LastMessage(topic, number, record, subscriptionsMade.get(), context);
    }

    /** Tells of a message that is routed now, and whose first queue is that of the last message. */
    public Announced announcing(LastMessage last, long madeBefore) {
        return last.routedAt(madeBefore);
    }

    /** Recovery found the one of a topic. */
    public MessageQueue recovered(Topic topic, int number, KeptRecord record) {
        LastMessage last = new LastMessage(topic, number, record, subscriptionsMade.get(), context);
        byTopic.put(topic.name(), last);
        return last.queue();
    }

    /** Gives up what policies do not ask for any more; once, after all was recovered. */
    public void dropNeedless() {
        for (LastMessage last : byTopic.all()) {
            if (!last.topic().policy().retainLastMessage()) {
                remove(last.topic().name());
            }
        }
    }

    /** The one of a topic, or null. */
    public LastMessage find(DestinationName topic) {
        return byTopic.find(topic);
    }

    /** What a new subscription gets: the last message of its topic, or of each topic that its pattern stands for. */
    CompletionStage<List<Message>> givenTo(Subscription reader) {
        List<CompletableFuture<Message>> answers = new ArrayList<>(1);
        if (!reader.topic().isPattern()) {
            LastMessage own = byTopic.find(reader.topic().name());
            if (own != null) {
                answers.add(own.givenTo(reader).toCompletableFuture());
            }
        } else {
            for (LastMessage last : byTopic.all()) {
                if (reader.topic().standsFor(last.topic())
                        && reader.mayRead(last.topic().name())) {
                    answers.add(last.givenTo(reader).toCompletableFuture());
                }
            }
        }
        return CompletableFuture.allOf(answers.toArray(CompletableFuture[]::new))
                .thenApply(all -> answers.stream()
                        .map(CompletableFuture::join)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** A topic is gone. */
    public void remove(DestinationName topic) {
        LastMessage last = byTopic.find(topic);
        if (last == null || !byTopic.remove(topic, last)) {
            return;
        }
        BrokerException cause = new BrokerException(BrokerError.INVALID_DESTINATION, topic + " is deleted");
        if (last.queue().number() > 0) {
            CoreRecord gone = new CoreRecord.SubscriptionDeleted(last.queue().number());
            store.append(List.of(MessageStore.record(gone, null)), Urgency.PROMPT, UnitCompletion.NONE);
            store.releaseRecord(last.record());
        }
        last.queue().delete(cause, true);
    }
}
