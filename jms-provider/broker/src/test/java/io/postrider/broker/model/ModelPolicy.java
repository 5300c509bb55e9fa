package io.postrider.broker.model;

import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.message.DestinationName;

/**
 * What the model knows of the policy of a queue: the broker's rules, and what they mean, in other words.
 *
 * @param maxAttempts 0 for no cap
 * @param restMillis after each failure
 * @param deadLetters where messages go that were tried too often
 * @param expired where messages go whose time is over; or null
 * @param turns which consumer may have what
 */
record ModelPolicy(
        int maxAttempts, long restMillis, DestinationName deadLetters, DestinationName expired, Turns turns) {
    /** Which consumer may have what. */
    enum Turns {
        ANY,
        /** The one that was opened first has all. */
        FIRST,
        /** What has one color is with one consumer at a time. */
        BY_COLOR
    }

    static final int MAX_ATTEMPTS = 3;
    static final DestinationName DEAD_LETTERS = DestinationName.queue("DLQ");
    static final DestinationName OWN_DEAD_LETTERS = DestinationName.queue("DLQ.q2");
    static final DestinationName LATE = DestinationName.queue("late");

    /** As the broker is told. */
    static final PolicyRules RULES = PolicyRules.none()
            .with("> maxDeliveryAttempts=3")
            .with("q1 expiryQueue=late")
            .with("q3 exclusiveConsumer=true")
            .with("q4 messageGroups=true")
            .with("q2 maxDeliveryAttempts=4 redeliveryDelayMillis=20 deadLetterQueue=DLQ.{name}");

    private static final ModelPolicy KEEPING = new ModelPolicy(0, 0, null, null, Turns.ANY);
    private static final ModelPolicy USUAL = new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.ANY);

    static ModelPolicy of(DestinationName destination) {
        if (destination.equals(DEAD_LETTERS) || destination.equals(OWN_DEAD_LETTERS) || destination.equals(LATE)) {
            return KEEPING;
        }
        return switch (destination.toString()) {
            case "queue://q1" -> new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, LATE, Turns.ANY);
            case "queue://q2" -> new ModelPolicy(4, 20, OWN_DEAD_LETTERS, null, Turns.ANY);
            case "queue://q3" -> new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.FIRST);
            case "queue://q4" -> new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.BY_COLOR);
            default -> USUAL;
        };
    }
}
