package io.postrider.broker.policy;

import io.postrider.protocol.message.DestinationName;
import java.util.EnumMap;
import java.util.Map;

/**
 * What holds for one queue or topic: of every option the value of the most specific rule that says anything of it, or the
 * default. A topic's policy is that of its subscriptions. Immutable.
 *
 * @param redelivery how failed deliveries are tried again
 * @param deadLetterQueue where messages go that were tried too often; null to delete them
 * @param expiryQueue where messages go whose time to live is over; null to delete them
 * @param defaultTimeToLiveMillis of messages without one; 0 for none
 * @param maxTimeToLiveMillis of all messages; 0 for no limit
 * @param exclusiveConsumer whether all goes to the consumer that was opened first
 * @param messageGroups whether messages of one group go to one consumer
 * @param lastValueKey the property of which the latest message of each value is kept; null to keep all
 * @param retainLastMessage whether a topic keeps its last message for new subscriptions
 * @param duplicateWindowMillis how long the names of messages are remembered that are not to be sent twice; 0 for not at all
 * @param limits how much it may hold
 * @param slowConsumers which of its consumers are slow
 * @param values every option's value, as it was written
 */
public record DestinationPolicy(
        Redelivery redelivery,
        DestinationName deadLetterQueue,
        DestinationName expiryQueue,
        long defaultTimeToLiveMillis,
        long maxTimeToLiveMillis,
        boolean exclusiveConsumer,
        boolean messageGroups,
        String lastValueKey,
        boolean retainLastMessage,
        long duplicateWindowMillis,
        Limits limits,
        SlowConsumerLimits slowConsumers,
        Map<PolicyOption, String> values) {

    /**
     * Reads the values for a destination.
     *
     * @param keeps whether it is where dead letters or expired messages go: then they stay there
     */
    static DestinationPolicy of(DestinationName name, Map<PolicyOption, String> values, boolean keeps) {
        Reader reader = new Reader(name, values);
        Redelivery redelivery = new Redelivery(
                keeps ? 0 : (int) reader.number(PolicyOption.MAX_DELIVERY_ATTEMPTS),
                reader.number(PolicyOption.REDELIVERY_DELAY),
                Double.parseDouble(reader.text(PolicyOption.REDELIVERY_FACTOR)),
                reader.number(PolicyOption.MAX_REDELIVERY_DELAY),
                (int) reader.number(PolicyOption.REDELIVERY_JITTER));
        return new DestinationPolicy(
                redelivery,
                reader.queue(PolicyOption.DEAD_LETTER_QUEUE),
                keeps ? null : reader.queue(PolicyOption.EXPIRY_QUEUE),
                reader.number(PolicyOption.DEFAULT_TIME_TO_LIVE),
                reader.number(PolicyOption.MAX_TIME_TO_LIVE),
                reader.truth(PolicyOption.EXCLUSIVE_CONSUMER),
                reader.truth(PolicyOption.MESSAGE_GROUPS),
                reader.name(PolicyOption.LAST_VALUE_KEY),
                reader.truth(PolicyOption.RETAIN_LAST_MESSAGE) && !name.isQueue(),
                reader.number(PolicyOption.DUPLICATE_WINDOW),
                new Limits(
                        (int) reader.number(PolicyOption.MAX_MESSAGES),
                        reader.number(PolicyOption.MAX_BYTES),
                        (int) reader.number(PolicyOption.MAX_CONSUMERS),
                        Limits.WhenFull.named(reader.text(PolicyOption.WHEN_FULL)),
                        reader.number(PolicyOption.BLOCK_TIMEOUT)),
                new SlowConsumerLimits(
                        reader.number(PolicyOption.SLOW_CONSUMER_AGE),
                        Double.parseDouble(reader.text(PolicyOption.SLOW_CONSUMER_RATE)),
                        reader.number(PolicyOption.SLOW_CONSUMER_CHECK),
                        reader.text(PolicyOption.SLOW_CONSUMER_ACTION).equals(SlowConsumerLimits.DISCONNECT)),
                new EnumMap<>(values));
    }

    /** Of the place where a topic's last message lies: it holds one, and nothing happens to that but its expiry. */
    public static DestinationPolicy ofLastMessage(DestinationName topic) {
        Map<PolicyOption, String> values = new EnumMap<>(PolicyOption.class);
        values.put(PolicyOption.MAX_MESSAGES, "1");
        values.put(PolicyOption.WHEN_FULL, Limits.WhenFull.DROP_OLDEST.toString());
        return of(topic, values, true);
    }

    private record Reader(DestinationName name, Map<PolicyOption, String> values) {
        private String text(PolicyOption option) {
            return values.getOrDefault(option, option.defaultValue());
        }

        private long number(PolicyOption option) {
            return Long.parseLong(text(option));
        }

        private boolean truth(PolicyOption option) {
            return Boolean.parseBoolean(text(option));
        }

        private String name(PolicyOption option) {
            String text = text(option);
            return text.equals(OptionType.NONE) ? null : text;
        }

        private DestinationName queue(PolicyOption option) {
            String template = name(option);
            return template == null ? null : DestinationName.queue(PolicyRules.filledIn(template, name.name()));
        }
    }

    /** Whether messages live as long as their senders said. */
    public boolean leavesTimeToLive() {
        return defaultTimeToLiveMillis == 0 && maxTimeToLiveMillis == 0;
    }

    /**
     * When a message expires.
     *
     * @param wantedMillis the instant that its sender said, or 0 for never
     */
    public long expirationMillis(long wantedMillis, long nowMillis) {
        long expires =
                wantedMillis == 0 && defaultTimeToLiveMillis > 0 ? nowMillis + defaultTimeToLiveMillis : wantedMillis;
        long latest = maxTimeToLiveMillis > 0 ? nowMillis + maxTimeToLiveMillis : 0;
        return latest > 0 && (expires == 0 || expires > latest) ? latest : expires;
    }

    /** An option's value, as it was written, or the default. */
    public String value(PolicyOption option) {
        return values.getOrDefault(option, option.defaultValue());
    }

    /** For people: what is not as by default, such as {@code maxDeliveryAttempts=5 expiryQueue=late}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (PolicyOption option : PolicyOption.values()) {
            if (!value(option).equals(option.defaultValue())) {
                text.append(text.isEmpty() ? "" : " ")
                        .append(option)
                        .append('=')
                        .append(value(option));
            }
        }
        return text.toString();
    }
}
