package io.postrider.broker.core.topic;

import io.postrider.broker.security.DestinationPattern;
import io.postrider.protocol.message.DestinationName;

/** Names of topics that stand for many: {@code prices.*}, {@code prices.>}. They can be subscribed to, and nothing can be sent to them. */
public final class TopicPattern {
    private static final String ANY_WORD = "*";
    private static final String ANY_WORDS = ">";

    private TopicPattern() {}

    /** What a topic's name stands for; null if for itself alone. */
    static DestinationPattern of(DestinationName name) {
        if (name.isQueue() || name.isTemporary()) {
            return null;
        }
        boolean wild = false;
        for (String word : name.name().split("\\.", -1)) {
            wild |= word.equals(ANY_WORD) || word.equals(ANY_WORDS);
        }
        try {
            return wild ? DestinationPattern.parse(name.name()) : null;
        } catch (IllegalArgumentException none) {
            return null;
        }
    }

    /** Whether a name stands for many topics. */
    public static boolean is(DestinationName name) {
        return of(name) != null;
    }
}
