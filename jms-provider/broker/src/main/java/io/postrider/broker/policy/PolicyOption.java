package io.postrider.broker.policy;

/** Everything that can be said of a destination, a row each: name, type, unit, default, meaning. */
public enum PolicyOption {
    MAX_DELIVERY_ATTEMPTS(
            "maxDeliveryAttempts",
            OptionType.COUNT,
            "",
            "10",
            "after so many failed deliveries a message moves to the dead-letter queue; 0 for never"),
    REDELIVERY_DELAY(
            "redeliveryDelayMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "0",
            "how long a message rests after its first failed delivery before it is delivered again"),
    REDELIVERY_FACTOR(
            "redeliveryFactor",
            OptionType.FACTOR,
            "",
            "1",
            "how many times as long each further rest is as the one before"),
    MAX_REDELIVERY_DELAY(
            "maxRedeliveryDelayMillis", OptionType.AMOUNT, "milliseconds", "3600000", "no rest is longer than this"),
    REDELIVERY_JITTER(
            "redeliveryJitterPercent",
            OptionType.PERCENT,
            "percent",
            "0",
            "by how much a rest may be longer, differently for each message, so that not all come at once"),
    DEAD_LETTER_QUEUE(
            "deadLetterQueue",
            OptionType.NAME,
            "",
            "DLQ",
            "where messages go that were tried too often, {name} standing for the destination's name; none to delete"
                    + " them"),
    EXPIRY_QUEUE(
            "expiryQueue",
            OptionType.NAME,
            "",
            OptionType.NONE,
            "where messages go whose time to live is over, {name} standing for the destination's name; none to delete"
                    + " them"),
    DEFAULT_TIME_TO_LIVE(
            "defaultTimeToLiveMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "0",
            "the time to live of a message that was sent without one; 0 for none"),
    MAX_TIME_TO_LIVE(
            "maxTimeToLiveMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "0",
            "no message lives longer, with or without a time to live of its own; 0 for no limit"),
    EXCLUSIVE_CONSUMER(
            "exclusiveConsumer",
            OptionType.TRUTH,
            "",
            "false",
            "whether all goes to the consumer that was opened first; the others wait until it is closed"),
    MESSAGE_GROUPS(
            "messageGroups",
            OptionType.TRUTH,
            "",
            "false",
            "whether messages with the same JMSXGroupID go to the same consumer as long as it is open"),
    LAST_VALUE_KEY(
            "lastValueKey",
            OptionType.NAME,
            "",
            OptionType.NONE,
            "the property of which a queue keeps the latest message for each value; none to keep all messages"),
    RETAIN_LAST_MESSAGE(
            "retainLastMessage",
            OptionType.TRUTH,
            "",
            "false",
            "whether a topic keeps its last message, and gives it to each new subscription"),
    DUPLICATE_WINDOW(
            "duplicateWindowMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "0",
            "how long the postrider_duplicate_id of a message is remembered, and what has the same one is not sent"
                    + " again; 0 for not at all"),
    MAX_MESSAGES(
            "maxMessages",
            OptionType.COUNT,
            "",
            "0",
            "how many messages a queue or a subscription may hold; 0 for no limit"),
    MAX_BYTES(
            "maxBytes",
            OptionType.AMOUNT,
            "bytes",
            "0",
            "how many bytes the messages of a queue or a subscription may have, wherever they lie; 0 for no limit"),
    MAX_CONSUMERS(
            "maxConsumers",
            OptionType.COUNT,
            "",
            "0",
            "how many consumers a queue or a subscription may have; 0 for no limit"),
    WHEN_FULL(
            "whenFull",
            OptionType.choice("block", "fail", "page", "drop-oldest"),
            "",
            "block",
            "what becomes of a message for which there is no room: its send waits, or fails; it lies on disk alone,"
                    + " persistent or not; or the oldest one makes room"),
    BLOCK_TIMEOUT(
            "blockTimeoutMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "30000",
            "how long a send waits for room before it fails"),
    SLOW_CONSUMER_AGE(
            "slowConsumerAgeMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "0",
            "a consumer that holds a delivery for longer without acknowledging it is slow; 0 to not look at that"),
    SLOW_CONSUMER_RATE(
            "slowConsumerRate",
            OptionType.RATE,
            "messages a second",
            "0",
            "a consumer that takes fewer while more wait for it is slow; 0 to not look at that"),
    SLOW_CONSUMER_CHECK(
            "slowConsumerCheckMillis", OptionType.PERIOD, "milliseconds", "5000", "how often consumers are looked at"),
    SLOW_CONSUMER_ACTION(
            "slowConsumerAction",
            OptionType.choice(SlowConsumerLimits.NOTIFY, SlowConsumerLimits.DISCONNECT),
            "",
            SlowConsumerLimits.NOTIFY,
            "what becomes of a slow consumer: it is told of in the log, in figures and on the topic"
                    + " postrider.events.slow-consumer; or its connection is ended besides");

    private static final String KIND = "policy option";

    private final OptionRow row;

    PolicyOption(String text, OptionType type, String unit, String defaultValue, String meaning) {
        row = new OptionRow(text, type, unit, defaultValue, meaning);
    }

    /** What is said of it. */
    public OptionRow row() {
        return row;
    }

    /** The name, as it is written in rules. */
    public String text() {
        return row.text();
    }

    /** What holds where no rule says anything. */
    public String defaultValue() {
        return row.defaultValue();
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException naming the option and what is wrong
     */
    void check(String value) {
        row.check(KIND, value);
    }

    /**
     * The option of a name.
     *
     * @throws IllegalArgumentException with the nearest name there is
     */
    public static PolicyOption named(String text) {
        return OptionRow.named(KIND, text, values(), PolicyOption::row);
    }

    /** The name. */
    @Override
    public String toString() {
        return row.text();
    }
}
