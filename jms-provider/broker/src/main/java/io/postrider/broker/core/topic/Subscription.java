package io.postrider.broker.core.topic;

import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.routing.Sender;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/** A subscription of a topic, and the queue of what it holds. Its number of consumers belongs to {@link Subscriptions}. */
public final class Subscription {
    private final Terms terms;
    private final Topic topic;
    private final MessageQueue queue;
    private final Sender owner;
    private final KeptRecord record;
    /** Whose rights decide what a pattern's subscription gets; null for none: then those of each consumer do. */
    private volatile Sender reader;

    /** Done once it holds what it was given as a new one, and the journal knows of it if it is to. */
    final CompletableFuture<Subscription> opened = new CompletableFuture<>();

    int consumers;
    /** Counts the subscriptions made since the broker's start; 0 for one of before, or just being made. */
    private volatile long made;

    /**
     * What distinguishes a subscription.
     *
     * @param name under which it is found; null for the subscription of a single consumer
     * @param shared whether it may have several consumers
     * @param selector the text of its selector, or null
     * @param filter the selector itself, or null
     * @param noLocal whether what its own connection or client sends is left out
     */
    public record Terms(SubscriptionName name, boolean shared, String selector, MessageFilter filter, boolean noLocal) {

        /** Whether it outlives its consumers. */
        public boolean durable() {
            return name != null && name.durable();
        }

        boolean sameChoice(Terms other) {
            return Objects.equals(selector, other.selector) && noLocal == other.noLocal;
        }
    }

    /**
     * A subscription.
     *
     * @param owner the connection of a subscription of a single consumer; else null
     * @param record the journal's record of a durable one; else null
     */
    Subscription(Terms terms, Topic topic, MessageQueue queue, Sender owner, KeptRecord record) {
        this.terms = terms;
        this.topic = topic;
        this.queue = queue;
        this.owner = owner;
        this.record = record;
    }

    /** What distinguishes it. */
    public Terms terms() {
        return terms;
    }

    /** Its topic. */
    public Topic topic() {
        return topic;
    }

    /** What it holds. */
    public MessageQueue queue() {
        return queue;
    }

    KeptRecord record() {
        return record;
    }

    /** From now on this connection consumes. */
    void readBy(Sender consumer) {
        reader = terms.shared ? null : consumer;
    }

    /** Whether who consumes may have what is sent to one of the topics that its pattern stands for. */
    boolean mayRead(DestinationName name) {
        Sender known = reader;
        return known == null || known.mayConsume(name);
    }

    void madeAs(long number) {
        made = number;
    }

    long made() {
        return made;
    }

    /** Whether it wants the last message of its topic, whose sender is not known any more. */
    boolean wantsLast(Message message) {
        return !terms.noLocal && (terms.filter == null || terms.filter.matches(message, 1));
    }

    boolean wants(Message message, Sender sender) {
        if (terms.noLocal && isLocal(sender)) {
            return false;
        }
        return terms.filter == null || terms.filter.matches(message, 1);
    }

    private boolean isLocal(Sender sender) {
        if (terms.durable()) {
            return sender != null && Objects.equals(terms.name.clientId(), sender.clientId());
        }
        return sender == owner;
    }
}
