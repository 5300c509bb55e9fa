package io.postrider.broker.core.topic;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A topic: a list of subscriptions. It has no state besides, and routes on the sender's thread. */
public final class Topic {
    private final DestinationName name;
    private final DestinationPolicy policy;
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private volatile BrokerException deletedBecause;

    /** A topic without subscriptions. */
    public Topic(DestinationName name, DestinationPolicy policy) {
        this.name = name;
        this.policy = policy;
    }

    /** Its name. */
    public DestinationName name() {
        return name;
    }

    /** What holds for its messages. */
    public DestinationPolicy policy() {
        return policy;
    }

    /** The queues of the subscriptions that want a message. */
    public List<MessageQueue> route(Message message, Sender sender) {
        List<MessageQueue> queues = new ArrayList<>(4);
        for (Subscription subscription : subscriptions) {
            if (subscription.wants(message, sender)) {
                queues.add(subscription.queue());
            }
        }
        return queues;
    }

    /** How many subscriptions it has. */
    public int subscriptions() {
        return subscriptions.size();
    }

    void add(Subscription subscription) {
        subscriptions.add(subscription);
    }

    void remove(Subscription subscription) {
        subscriptions.remove(subscription);
    }

    /** Whether it was deleted. */
    boolean deleted() {
        return deletedBecause != null;
    }

    /** No subscription can be added any more. */
    void delete(BrokerException cause) {
        deletedBecause = cause;
    }

    List<Subscription> all() {
        return List.copyOf(subscriptions);
    }
}
