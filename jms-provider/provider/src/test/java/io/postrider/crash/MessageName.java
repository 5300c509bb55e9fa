package io.postrider.crash;

/**
 * What makes a message of the load unique, and orders the messages of one producer.
 *
 * @param producer one sending session; transacted ones begin with {@code tx}
 * @param run which start of the process
 * @param sequence counts the producer's messages of that run
 */
record MessageName(String producer, int run, int sequence) {

    static MessageName parse(String text) {
        String[] parts = text.split("\\.");
        return new MessageName(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
    }

    boolean isTransacted() {
        return producer.startsWith("tx");
    }

    /** Whether this was sent before that, by the same producer. */
    boolean precedes(MessageName that) {
        return run != that.run ? run < that.run : sequence < that.sequence;
    }

    @Override
    public String toString() {
        return producer + "." + run + "." + sequence;
    }
}
