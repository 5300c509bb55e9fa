package io.postrider.broker.core.management;

import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.topic.LastMessages;
import io.postrider.broker.core.topic.Topic;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.DestinationName;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A broker's queues and topics. Safe for all threads. */
public interface ManagedDestinations {

    /** All queues there are now, temporary ones too. */
    List<MessageQueue> queues();

    /** The last messages of topics whose policies keep them. */
    LastMessages lastMessages();

    /** All topics there are now, temporary ones too. */
    List<Topic> topics();

    /** Whether a destination is there, so that using it would not make it. */
    boolean exists(DestinationName name);

    /**
     * A queue; made on first use, unless it is temporary.
     *
     * @throws BrokerException if it is temporary, and not there
     */
    MessageQueue queue(DestinationName name) throws BrokerException;

    /**
     * A topic; made on first use, unless it is temporary.
     *
     * @throws BrokerException if it is temporary, and not there
     */
    Topic topic(DestinationName name) throws BrokerException;

    /** The queue, or the queue of a subscription, that goes by this label in logs and in properties of dead letters. */
    Optional<MessageQueue> labelled(String label);

    /**
     * Deletes a queue or topic that is not temporary, with what it holds.
     *
     * @param force also where it has consumers, which are closed
     * @return done once the journal knows; fails where it does not exist, or has consumers
     */
    CompletionStage<Void> delete(DestinationName name, boolean force);
}
