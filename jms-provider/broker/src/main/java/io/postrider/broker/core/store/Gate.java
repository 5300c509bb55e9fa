package io.postrider.broker.core.store;

import io.postrider.broker.policy.Limits;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Message;
import java.util.function.Consumer;

/** A limit that a message is held against on its way: of a queue, of its sender's user, of the whole broker. Safe for all threads. */
public interface Gate {

    /**
     * Whether there is no room for a message, or others wait for it already.
     *
     * @param journaled whether the journal is to have it
     */
    boolean isFullFor(Message message, boolean journaled);

    /** What becomes of a message for which there is no room. */
    Limits.WhenFull whenFull();

    /** What a sender is told for whose message there is no room: with the figure and the setting. */
    BrokerException refusal();

    /**
     * Lets a send wait for room, behind all that wait already.
     *
     * @param go run by a thread of the broker once there is room; {@link #entered} is to follow when the message has come, or will not
     * @param refused run instead if there is none in time
     */
    void await(int sizeBytes, Runnable go, Consumer<BrokerException> refused);

    /** A message that has waited has come, or will not: the next one may. */
    void entered();
}
