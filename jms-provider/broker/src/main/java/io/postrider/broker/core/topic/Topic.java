package io.postrider.broker.core.topic;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.policy.DestinationPolicy;
import io.postrider.broker.security.DestinationPattern;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * A topic: a list of subscriptions, and of the patterns that stand for it and have subscriptions, too. It has no state besides, and
 * routes on the sender's thread.
 */
public final class Topic {
    private final DestinationName name;
    private final DestinationPolicy policy;
    private final CopyOnWriteArrayList<Subscription> subscriptions = new CopyOnWriteArrayList<>();
    private final CopyOnWriteArrayList<Topic> patterns = new CopyOnWriteArrayList<>();
    /** Null if it stands for itself alone. */
    private final DestinationPattern pattern;

    private volatile BrokerException deletedBecause;

    /** A topic without subscriptions. */
    public Topic(DestinationName name, DestinationPolicy policy) {
        this.name = name;
        this.policy = policy;
        this.pattern = TopicPattern.of(name);
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
        if (!patterns.isEmpty()) {
            patterns.forEach(standing -> standing.addReaders(message, sender, queues));
        }
        return queues;
    }

    private void addReaders(Message message, Sender sender, List<MessageQueue> queues) {
        for (Subscription subscription : subscriptions) {
            if (subscription.mayRead(message.destination()) && subscription.wants(message, sender)) {
                queues.add(subscription.queue());
            }
        }
    }

    /** All subscriptions that may get what is sent to it: its own, and those of patterns that stand for it. */
    void forEachReader(Consumer<Subscription> action) {
        subscriptions.forEach(action);
        for (Topic standing : patterns) {
            for (Subscription subscription : standing.subscriptions) {
                if (subscription.mayRead(name)) {
                    action.accept(subscription);
                }
            }
        }
    }

    /** Whether it stands for many. */
    public boolean isPattern() {
        return pattern != null;
    }

    boolean standsFor(Topic other) {
        return pattern != null && other.pattern == null && !other.name.isTemporary() && pattern.matches(other.name);
    }

    void addPattern(Topic standing) {
        patterns.add(standing);
    }

    void removePattern(Topic standing) {
        patterns.remove(standing);
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
