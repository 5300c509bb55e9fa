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
 * @param special what else is so with it
 */
record ModelPolicy(
        int maxAttempts,
        long restMillis,
        DestinationName deadLetters,
        DestinationName expired,
        Turns turns,
        Special special) {
    /** Which consumer may have what. */
    enum Turns {
        ANY,
        /** The one that was opened first has all. */
        FIRST,
        /** What has one color is with one consumer at a time. */
        BY_COLOR
    }

    /** What one queue has that others have not. */
    enum Special {
        NOTHING,
        /** Times to live by default and at most. */
        TIME_TO_LIVE,
        /** The latest message of each color. */
        LAST_VALUE,
        /** The latest messages. */
        RING,
        /** So many messages and no more. */
        FULL,
        /** Nothing twice. */
        ONCE,
        /** Where a topic's last message lies. */
        LAST_MESSAGE
    }

    static final int RING = 3;
    static final int MOST = 4;
    static final long WINDOW_MILLIS = 100;
    static final DestinationName RETAINING = DestinationName.topic("w.a");
    static final DestinationName PATTERN = DestinationName.topic("w.*");
    static final ModelPolicy LAST_MESSAGE = new ModelPolicy(0, 0, null, null, Turns.ANY, Special.LAST_MESSAGE);

    private static final long DEFAULT_TIME_TO_LIVE = 80;
    private static final long MAX_TIME_TO_LIVE = 120;

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
            .with("q5 defaultTimeToLiveMillis=80 maxTimeToLiveMillis=120")
            .with("q6 lastValueKey=color")
            .with("q7 maxMessages=3 whenFull=drop-oldest")
            .with("q8 maxMessages=4 whenFull=fail")
            .with("q9 duplicateWindowMillis=100")
            .with("topic://w.a retainLastMessage=true")
            .with("q2 maxDeliveryAttempts=4 redeliveryDelayMillis=20 deadLetterQueue=DLQ.{name}");

    private static final ModelPolicy KEEPING = new ModelPolicy(0, 0, null, null, Turns.ANY, Special.NOTHING);
    private static final ModelPolicy USUAL =
            new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.ANY, Special.NOTHING);

    static ModelPolicy of(DestinationName destination) {
        if (destination.equals(DEAD_LETTERS) || destination.equals(OWN_DEAD_LETTERS) || destination.equals(LATE)) {
            return KEEPING;
        }
        return switch (destination.toString()) {
            case "queue://q1" -> new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, LATE, Turns.ANY, Special.NOTHING);
            case "queue://q2" -> new ModelPolicy(4, 20, OWN_DEAD_LETTERS, null, Turns.ANY, Special.NOTHING);
            case "queue://q3" -> new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.FIRST, Special.NOTHING);
            case "queue://q4" -> new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.BY_COLOR, Special.NOTHING);
            case "queue://q5" -> special(Special.TIME_TO_LIVE);
            case "queue://q6" -> special(Special.LAST_VALUE);
            case "queue://q7" -> special(Special.RING);
            case "queue://q8" -> special(Special.FULL);
            case "queue://q9" -> special(Special.ONCE);
            default -> USUAL;
        };
    }

    private static ModelPolicy special(Special special) {
        return new ModelPolicy(MAX_ATTEMPTS, 0, DEAD_LETTERS, null, Turns.ANY, special);
    }

    /** How many of its messages may wait; the oldest make room. */
    int ring() {
        return switch (special) {
            case RING -> RING;
            case LAST_MESSAGE -> 1;
            default -> Integer.MAX_VALUE;
        };
    }

    /** When a message expires that is taken now. */
    long expirationMillis(long wantedMillis, long nowMillis) {
        if (special != Special.TIME_TO_LIVE) {
            return wantedMillis;
        }
        long wanted = wantedMillis == 0 ? nowMillis + DEFAULT_TIME_TO_LIVE : wantedMillis;
        return Math.min(wanted, nowMillis + MAX_TIME_TO_LIVE);
    }
}
