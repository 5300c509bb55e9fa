package io.postrider.broker.core.topic;

import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** All topics of a broker by their names, made on first use; each knows the patterns that stand for it. Safe for all threads. */
public final class Topics {
    private final PolicyRules policies;
    private final Map<DestinationName, Topic> topics = new ConcurrentHashMap<>();
    /** Held while a topic is made or removed: so no pattern misses a topic that is made at the same time. */
    private final ReentrantLock making = new ReentrantLock();

    /** None yet. */
    public Topics(PolicyRules policies) {
        this.policies = policies;
    }

    /** The topic of a name, or null. */
    public Topic find(DestinationName name) {
        return topics.get(name);
    }

    /** The topic of a name, made if it is not there. */
    public Topic get(DestinationName name) {
        Topic known = topics.get(name);
        return known != null ? known : make(name);
    }

    /**
     * The topic of a name to which something is sent, made if it is not there.
     *
     * @throws BrokerException if the name stands for many
     */
    public Topic toSendTo(DestinationName name) throws BrokerException {
        Topic topic = get(name);
        if (topic.isPattern()) {
            throw new BrokerException(
                    BrokerError.INVALID_DESTINATION, name + " stands for many topics: nothing can be sent to it");
        }
        return topic;
    }

    private Topic make(DestinationName name) {
        making.lock();
        try {
            Topic known = topics.get(name);
            if (known != null) {
                return known;
            }
            Topic made = new Topic(name, policies.of(name));
            for (Topic other : topics.values()) {
                if (made.standsFor(other)) {
                    other.addPattern(made);
                } else if (other.standsFor(made)) {
                    made.addPattern(other);
                }
            }
            topics.put(name, made);
            return made;
        } finally {
            making.unlock();
        }
    }

    /** Takes a topic out. */
    public void remove(Topic topic) {
        making.lock();
        try {
            topics.remove(topic.name(), topic);
            topics.values().forEach(other -> other.removePattern(topic));
        } finally {
            making.unlock();
        }
    }

    /** All there are now. */
    public List<Topic> all() {
        return List.copyOf(topics.values());
    }
}
