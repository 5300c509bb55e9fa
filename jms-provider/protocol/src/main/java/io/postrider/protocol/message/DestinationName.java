package io.postrider.protocol.message;

import java.util.Objects;

/**
 * The name of a destination together with its kind: a queue and a topic of the same name are two destinations.
 *
 * @param kind what the name stands for, never null
 * @param name the name as the application wrote it, never null or empty, at most {@link #MAX_LENGTH} characters
 */
public record DestinationName(Kind kind, String name) {

    /** The longest permitted name, in characters. */
    public static final int MAX_LENGTH = 1024;

    /** What a destination is. The codes are permanent: they are written to the journal and the wire. */
    public enum Kind {
        QUEUE(0),
        TOPIC(1),
        TEMPORARY_QUEUE(2),
        TEMPORARY_TOPIC(3);

        private static final Kind[] BY_CODE = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /** The permanent code of this kind, from 0 to 3. */
        public int code() {
            return code;
        }

        /**
         * The kind with this code.
         *
         * @throws MalformedMessageException if there is none
         */
        public static Kind ofCode(int code) {
            if (code < 0 || code >= BY_CODE.length) {
                throw new MalformedMessageException("unknown destination kind " + code);
            }
            return BY_CODE[code];
        }
    }

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException if the name is empty or too long
     */
    public DestinationName {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a destination's name must not be empty");
        }
        if (name.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("a destination's name has " + name.length() + " characters; at most "
                    + MAX_LENGTH + " are permitted");
        }
    }

    /** The queue of this name. */
    public static DestinationName queue(String name) {
        return new DestinationName(Kind.QUEUE, name);
    }

    /** The topic of this name. */
    public static DestinationName topic(String name) {
        return new DestinationName(Kind.TOPIC, name);
    }

    /** Whether each message goes to one consumer (a queue) rather than to every subscription (a topic). */
    public boolean isQueue() {
        return kind == Kind.QUEUE || kind == Kind.TEMPORARY_QUEUE;
    }

    /** Whether this destination lives only as long as the connection that made it. */
    public boolean isTemporary() {
        return kind == Kind.TEMPORARY_QUEUE || kind == Kind.TEMPORARY_TOPIC;
    }

    /** For people and logs: {@code queue://orders}, {@code temp-topic://x}. */
    @Override
    public String toString() {
        return switch (kind) {
                    case QUEUE -> "queue://";
                    case TOPIC -> "topic://";
                    case TEMPORARY_QUEUE -> "temp-queue://";
                    case TEMPORARY_TOPIC -> "temp-topic://";
                }
                + name;
    }
}
