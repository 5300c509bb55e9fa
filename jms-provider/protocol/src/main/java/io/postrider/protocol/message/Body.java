package io.postrider.protocol.message;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A message's body, one form for each of the five message types of the specification and one for none.
 *
 * <p>The values of a map or stream body are {@code null}, {@code Boolean}, {@code Byte}, {@code Short},
 * {@code Character}, {@code Integer}, {@code Long}, {@code Float}, {@code Double}, {@code String} or {@code byte[]}.
 * Arrays are shared, not copied: who makes a body hands its arrays over, and who reads one does not write to them.
 */
public sealed interface Body {

    /** The body of a message that has none. */
    Body NONE = new None();

    /** The permanent code of this form, as written to the journal and the wire. */
    int code();

    /** About how many bytes this body takes, encoded; a bound for budgets, not an exact count. */
    int estimatedBytes();

    /** No body: {@code jakarta.jms.Message} itself. */
    record None() implements Body {
        /** The permanent code of this form. */
        public static final int CODE = 0;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public int estimatedBytes() {
            return 0;
        }
    }

    /**
     * A text.
     *
     * @param text the text, or null where none was set
     */
    record Text(String text) implements Body {
        /** The permanent code of this form. */
        public static final int CODE = 1;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public int estimatedBytes() {
            return text == null ? 1 : text.length() + 1;
        }
    }

    /**
     * A sequence of bytes.
     *
     * @param bytes the bytes, never null
     */
    record Bytes(byte[] bytes) implements Body {
        /** The permanent code of this form. */
        public static final int CODE = 2;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public int estimatedBytes() {
            return bytes.length;
        }
    }

    /**
     * Names with values.
     *
     * @param entries an unmodifiable map
     */
    record Entries(Map<String, Object> entries) implements Body {
        /** The permanent code of this form. */
        public static final int CODE = 3;

        /** Copies the map, not the arrays in it. */
        public Entries {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public int estimatedBytes() {
            int sum = 4;
            for (Map.Entry<String, Object> entry : entries.entrySet()) {
                sum += entry.getKey().length() + 2 + Values.estimatedBytes(entry.getValue());
            }
            return sum;
        }
    }

    /**
     * A stream of values, in order.
     *
     * @param values an unmodifiable list
     */
    record Stream(List<Object> values) implements Body {
        /** The permanent code of this form. */
        public static final int CODE = 4;

        /** Copies the list, not the arrays in it. */
        public Stream {
            values = Collections.unmodifiableList(new ArrayList<>(values));
        }

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public int estimatedBytes() {
            int sum = 4;
            for (Object value : values) {
                sum += Values.estimatedBytes(value);
            }
            return sum;
        }
    }

    /**
     * A serialized object. Nothing but the receiving application's own client, under its filter, ever reads it.
     *
     * @param bytes the serialized form, or null where no object was set
     */
    record Serialized(byte[] bytes) implements Body {
        /** The permanent code of this form. */
        public static final int CODE = 5;

        @Override
        public int code() {
            return CODE;
        }

        @Override
        public int estimatedBytes() {
            return bytes == null ? 1 : bytes.length + 1;
        }
    }
}
