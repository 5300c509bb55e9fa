package io.postrider.broker.core.queue;

/** Is told of consumers that are slow by their queue's policy. Called within steps of a queue: must return at once. */
@FunctionalInterface
public interface SlowConsumerReports {

    /** A consumer is slow, and was not when it was looked at before. */
    void found(SlowConsumer slow);

    /**
     * A consumer that is slow.
     *
     * @param queue where it consumes
     * @param who its connection
     * @param reason what it does and which option says that this is slow, as a sentence without an end
     * @param disconnect whether its connection is to be ended
     */
    record SlowConsumer(MessageQueue queue, Object who, String reason, boolean disconnect) {}
}
