package io.postrider.broker.security;

import io.postrider.protocol.message.DestinationName;
import java.util.Comparator;
import java.util.Objects;

/**
 * Names destinations, by words that are separated by dots: {@code *} stands for one word, {@code >} at the end for one or
 * more. {@code queue://} or {@code topic://} before it restricts it to that kind: {@code orders.*}, {@code topic://news.>},
 * {@code >}.
 */
public final class DestinationPattern {
    private static final String ANY_WORD = "*";
    private static final String ANY_WORDS = ">";
    private static final String QUEUE = "queue://";
    private static final String TOPIC = "topic://";

    /**
     * The more specific of two patterns that match the same name comes first: word by word from the left, a word before
     * {@code *} before {@code >}; then one of a single kind before one of both.
     */
    public static final Comparator<DestinationPattern> SPECIFIC_FIRST = DestinationPattern::compareSpecificity;

    private final DestinationName.Kind kind;
    private final String[] words;
    private final String text;

    private DestinationPattern(DestinationName.Kind kind, String[] words, String text) {
        this.kind = kind;
        this.words = words;
        this.text = text;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with the reason if it is none
     */
    public static DestinationPattern parse(String text) {
        DestinationName.Kind kind = null;
        String rest = text;
        if (text.startsWith(QUEUE)) {
            kind = DestinationName.Kind.QUEUE;
            rest = text.substring(QUEUE.length());
        } else if (text.startsWith(TOPIC)) {
            kind = DestinationName.Kind.TOPIC;
            rest = text.substring(TOPIC.length());
        }
        if (rest.isEmpty()) {
            throw new IllegalArgumentException("\"" + text + "\" is no destination pattern: there is no name");
        }
        String[] words = rest.split("\\.", -1);
        for (int i = 0; i < words.length; i++) {
            boolean wildcard = words[i].equals(ANY_WORD) || words[i].equals(ANY_WORDS);
            if (!wildcard && (words[i].contains(ANY_WORD) || words[i].contains(ANY_WORDS))) {
                throw new IllegalArgumentException("\"" + text
                        + "\" is no destination pattern: * and > stand for whole words between dots, not parts"
                        + " of them");
            }
            if (words[i].equals(ANY_WORDS) && i < words.length - 1) {
                throw new IllegalArgumentException(
                        "\"" + text + "\" is no destination pattern: > can only be at the end");
            }
        }
        return new DestinationPattern(kind, words, text);
    }

    /** Whether it names a destination. */
    public boolean matches(DestinationName destination) {
        if (kind != null && kind != (destination.isQueue() ? DestinationName.Kind.QUEUE : DestinationName.Kind.TOPIC)) {
            return false;
        }
        String name = destination.name();
        int from = 0;
        for (int i = 0; i < words.length; i++) {
            if (from > name.length()) {
                return false;
            }
            if (words[i].equals(ANY_WORDS)) {
                return true;
            }
            int dot = name.indexOf('.', from);
            int to = dot < 0 ? name.length() : dot;
            boolean same = words[i].length() == to - from && name.startsWith(words[i], from);
            if (!same && !words[i].equals(ANY_WORD)) {
                return false;
            }
            from = to + 1;
        }
        return from > name.length();
    }

    /** Whether it names every queue and every topic, and so the broker itself. */
    public boolean matchesAll() {
        return kind == null && words.length == 1 && words[0].equals(ANY_WORDS);
    }

    private static int compareSpecificity(DestinationPattern one, DestinationPattern other) {
        int words = Math.min(one.words.length, other.words.length);
        for (int i = 0; i < words; i++) {
            int difference = breadth(one.words[i]) - breadth(other.words[i]);
            if (difference != 0) {
                return difference;
            }
        }
        // of two that match the same name the lengths differ only behind a > : this is for the sake of a total order
        int difference = other.words.length - one.words.length;
        return difference != 0 ? difference : (one.kind == null ? 1 : 0) - (other.kind == null ? 1 : 0);
    }

    private static int breadth(String word) {
        return word.equals(ANY_WORDS) ? 2 : word.equals(ANY_WORD) ? 1 : 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DestinationPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text);
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
