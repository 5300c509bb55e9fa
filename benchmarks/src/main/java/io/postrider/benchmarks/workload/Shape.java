package io.postrider.benchmarks.workload;

/**
 * How messages stream: who sends how, who receives how.
 *
 * @param target what they are sent to
 * @param producers how many, each with a connection and a thread of its own
 * @param consumers how many, each with a listener in a session of its own
 * @param persistent whether they have to survive
 * @param sending how they are sent and received
 * @param batch how many make a transaction; 1 if there are none
 * @param lanes how many consumers there are with a selector each that no message of another's matches; 0 for no selectors
 */
record Shape(Target target, int producers, int consumers, boolean persistent, Sending sending, int batch, int lanes) {

    /** Where to, and who gets a copy. */
    enum Target {
        QUEUE,
        TOPIC,
        DURABLE_SUBSCRIPTIONS,
        SHARED_DURABLE_SUBSCRIPTION
    }

    /** How a producer goes on from one message to the next. */
    enum Sending {
        /** A send returns when the provider answers for the message. */
        PLAIN,
        /** A listener is told when it does. */
        ASYNC,
        /** A commit does, for the batch; the consumers commit batches too. */
        TRANSACTED
    }

    static Shape queue(int producers, int consumers, boolean persistent) {
        return new Shape(Target.QUEUE, producers, consumers, persistent, Sending.PLAIN, 1, 0);
    }

    Shape async() {
        return new Shape(target, producers, consumers, persistent, Sending.ASYNC, 1, lanes);
    }

    Shape transacted(int messages) {
        return new Shape(target, producers, consumers, persistent, Sending.TRANSACTED, messages, lanes);
    }

    Shape to(Target other) {
        return new Shape(other, producers, consumers, persistent, sending, batch, lanes);
    }

    /** With a selector for each consumer. */
    Shape selecting() {
        return new Shape(target, producers, consumers, persistent, sending, batch, consumers);
    }

    /** How many consumers get each message. */
    int copies() {
        return target == Target.TOPIC || target == Target.DURABLE_SUBSCRIPTIONS ? consumers : 1;
    }

    boolean isTransacted() {
        return sending == Sending.TRANSACTED;
    }

    /** Whether a send's time is the time until a message is safe. */
    boolean isTimed() {
        return persistent && sending == Sending.PLAIN;
    }
}
