package io.postrider.server.config;

import java.util.List;

/**
 * The form of an option's values.
 *
 * @param name for people
 * @param choices the values there are; empty if any that has the form
 * @param least the least number; only of numbers
 * @param most the largest number; only of numbers
 */
public record ValueType(String name, List<String> choices, long least, long most) {
    /** Any text. */
    public static final ValueType TEXT = new ValueType("text", List.of(), 0, 0);

    /** Text that is never shown. */
    public static final ValueType SECRET = new ValueType("secret", List.of(), 0, 0);

    /** A file or directory; in the configuration file, relative ones start from the home directory. */
    public static final ValueType PATH = new ValueType("path", List.of(), 0, 0);

    /** Rules: a list in the file; elsewhere a text with semicolons between the rules. */
    public static final ValueType RULES = new ValueType("rules", List.of(), 0, 0);

    /** Yes or no. */
    public static final ValueType TRUTH = new ValueType("true or false", List.of("true", "false"), 0, 0);

    /** A number that may be 0. */
    public static final ValueType COUNT = new ValueType("number", List.of(), 0, Integer.MAX_VALUE);

    /** A number above 0. */
    public static final ValueType POSITIVE = new ValueType("number", List.of(), 1, Integer.MAX_VALUE);

    /** A number of bytes. */
    public static final ValueType BYTES = new ValueType("number", List.of(), 1, Long.MAX_VALUE);

    /** A number of bytes, 0 for none. */
    public static final ValueType SPACE = new ValueType("number", List.of(), 0, Long.MAX_VALUE);

    /** A TCP port, or 0. */
    public static final ValueType PORT = new ValueType("port", List.of(), 0, 0xffff);

    /** One of a few words. */
    static ValueType choice(String... words) {
        return new ValueType("one of " + String.join(", ", words), List.of(words), 0, 0);
    }

    /** Whether its values are numbers. */
    public boolean isNumber() {
        return most > 0;
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException with what is wrong, as the end of a sentence that begins with the value's place
     */
    void check(String value) {
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw new IllegalArgumentException("must be " + name + ", not \"" + value + "\"");
        }
        if (isNumber()) {
            long number;
            try {
                number = Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("must be a whole number, not \"" + value + "\"", e);
            }
            if (number < least || number > most) {
                throw new IllegalArgumentException("must be from " + least + " to " + most + ", not " + value);
            }
        }
    }
}
