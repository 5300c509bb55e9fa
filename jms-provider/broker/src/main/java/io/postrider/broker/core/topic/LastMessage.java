package io.postrider.broker.core.topic;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueContext;
import io.postrider.broker.core.queue.Witness;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.Announced;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.protocol.message.Message;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last message of a topic whose policy keeps it for new subscriptions. It lies in a queue of its own, a ring of one, that gets each
 * message in the same unit as the subscriptions do: so it is journaled, expires, is delayed and comes back after a restart as theirs.
 *
 * <p>A subscription that is made while a message is on its way may not be among those that the message was routed to. So whatever becomes
 * the last one is given, besides, to each subscription that was made since it was routed and is not among those.
 */
public final class LastMessage implements Witness {
    /** The property of a message by which it may say, with false, that it is not kept, and nothing is. */
    public static final String KEEP = "postrider_retain";

    /** True in what a subscription is given because it is new. */
    public static final String MARK = "postrider_retained";

    private static final Logger LOG = LoggerFactory.getLogger(LastMessage.class);

    private final Topic topic;
    private final MessageStore store;
    private final QueueContext context;
    private final MessageQueue queue;
    private final KeptRecord record;
    private final long foundAt;
    /** Of messages that are under way, or wait for their delivery time. */
    private final Map<StoredMessage, Routed> routed = new ConcurrentHashMap<>();

    private StoredMessage last;
    private final Set<MessageQueue> reachedByLast = new HashSet<>();

    /** Which queues a message was sent to, and how many subscriptions had ever been made before. */
    private record Routed(long subscriptionsMade, Set<MessageQueue> queues) {}

    /**
     * For a topic, with nothing in it.
     *
     * @param number the journal's number for it; 0 for a temporary topic's
     * @param record the journal's record of that; or null
     * @param subscriptionsMade how many subscriptions were made before
     */
    LastMessage(Topic topic, int number, KeptRecord record, long subscriptionsMade, QueueContext context) {
        this.topic = topic;
        this.context = context;
        this.store = context.store();
        this.record = record;
        this.foundAt = subscriptionsMade;
        DestinationPolicy policy = DestinationPolicy.ofLastMessage(topic.name());
        queue = new MessageQueue(topic.name(), topic.name() + " (last message)", number, policy, context, this);
    }

    /** Its topic. */
    public Topic topic() {
        return topic;
    }

    /** What holds it. */
    public MessageQueue queue() {
        return queue;
    }

    KeptRecord record() {
        return record;
    }

    /** What is to be told of a message that is routed now. */
    Announced routedAt(long subscriptionsMade) {
        return (stored, queues) -> routed.put(stored, new Routed(subscriptionsMade, Set.copyOf(queues)));
    }

    @Override
    public void ready(StoredMessage stored) {
        Routed known = routed.remove(stored);
        Routed route = known == null ? new Routed(foundAt, Set.of()) : known;
        routed.keySet().removeIf(other -> !other.isHeld());
        last = stored;
        reachedByLast.clear();
        reachedByLast.addAll(route.queues);
        topic.forEachReader(reader -> {
            if (reader.made() > route.subscriptionsMade && reachedByLast.add(reader.queue())) {
                giveLate(reader, stored);
            }
        });
    }

    @Override
    public void departed(StoredMessage stored) {
        routed.remove(stored);
        if (last == stored) {
            last = null;
            reachedByLast.clear();
        }
    }

    private void giveLate(Subscription reader, StoredMessage stored) {
        contentOf(stored, content -> {
            if (isFor(content, reader)) {
                post(new Posting(marked(content), List.of(reader.queue())));
            }
        });
    }

    private void post(Posting posting) {
        JournalRecord added = posting.store(store);
        if (added == null) {
            posting.deliver();
            return;
        }
        store.append(List.of(added), Urgency.PROMPT, new UnitCompletion() {
            @Override
            public void committed() {
                posting.deliver();
            }

            @Override
            public void failed(JournalException cause) {
                posting.discard(store);
            }
        });
    }

    /** The content, or null if it cannot be read any more; on a thread of the broker if it must be read. */
    private void contentOf(StoredMessage stored, Consumer<Message> then) {
        Message known = stored.content();
        if (known != null) {
            then.accept(known);
        } else {
            store.onReader(() -> then.accept(read(stored)));
        }
    }

    private Message read(StoredMessage stored) {
        try {
            return store.read(stored);
        } catch (JournalException e) {
            if (stored.isHeld()) {
                LOG.error("PR009003 the last message of {} cannot be read, and is given to nobody", topic.name(), e);
            }
            return null;
        }
    }

    /** What is kept now; null for nothing. */
    public CompletionStage<Message> now() {
        return ask(null);
    }

    /** What a new subscription gets, marked as what it is; null for nothing. */
    CompletionStage<Message> givenTo(Subscription reader) {
        return ask(reader).thenApply(content -> isFor(content, reader) ? marked(content) : null);
    }

    private CompletionStage<Message> ask(Subscription reader) {
        CompletableFuture<Message> answer = new CompletableFuture<>();
        queue.submit(() -> {
            StoredMessage stored = last;
            if (stored == null || reader != null && !reachedByLast.add(reader.queue())) {
                answer.complete(null);
            } else {
                contentOf(stored, content -> answer.complete(isKept(content) ? content : null));
            }
        });
        return answer;
    }

    private boolean isKept(Message content) {
        return content != null
                && !Boolean.FALSE.equals(content.properties().get(KEEP))
                && (content.expirationMillis() == 0
                        || content.expirationMillis() > context.timers().nowMillis());
    }

    private boolean isFor(Message content, Subscription reader) {
        return isKept(content) && reader.wantsLast(content);
    }

    private static Message marked(Message content) {
        Map<String, Object> properties = new LinkedHashMap<>(content.properties());
        properties.put(MARK, true);
        return content.toBuilder().properties(properties).build();
    }
}
