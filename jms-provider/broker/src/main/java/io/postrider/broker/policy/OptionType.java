package io.postrider.broker.policy;

import io.postrider.protocol.message.DestinationName;
import java.util.List;

/**
 * The form of an option's values.
 *
 * @param name for people
 * @param choices the words there are; empty if it is no choice
 * @param least the least number; only of numbers
 * @param most the largest number; below the least where it is no number
 * @param fraction whether numbers may have a fraction
 */
public record OptionType(String name, List<String> choices, double least, double most, boolean fraction) {
    /** In the place of a name: there is none. */
    public static final String NONE = "none";

    /** A number of things that may be 0. */
    static final OptionType COUNT = new OptionType("number", List.of(), 0, Integer.MAX_VALUE, false);

    /** A time or a size that may be 0. */
    static final OptionType AMOUNT = new OptionType("number", List.of(), 0, Long.MAX_VALUE, false);

    /** A time that must not be 0. */
    static final OptionType PERIOD = new OptionType("number", List.of(), 1, Long.MAX_VALUE, false);

    /** Things in a time; may be 0 or less than 1. */
    static final OptionType RATE = new OptionType("number", List.of(), 0, Integer.MAX_VALUE, true);

    /** A part of a hundred. */
    static final OptionType PERCENT = new OptionType("number", List.of(), 0, 100, false);

    /** A factor from 1. */
    static final OptionType FACTOR = new OptionType("number", List.of(), 1, 1_000, true);

    /** Yes or no. */
    static final OptionType TRUTH = new OptionType("true or false", List.of("true", "false"), 0, -1, false);

    /** The name of a queue or a property, or none. */
    static final OptionType NAME = new OptionType("name", List.of(), 0, -1, false);

    /** One of a few words. */
    static OptionType choice(String... words) {
        return new OptionType("one of " + String.join(", ", words), List.of(words), 0, -1, false);
    }

    private boolean isNumber() {
        return most >= least;
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException with what is wrong, as the end of a sentence that begins with the option's name
     */
    void check(String value) {
        if (!choices.isEmpty() && !choices.contains(value)) {
            throw new IllegalArgumentException("must be " + name + ", not \"" + value + "\"");
        }
        if (isNumber()) {
            checkNumber(value);
        } else if (choices.isEmpty() && (value.isBlank() || value.length() > DestinationName.MAX_LENGTH)) {
            throw new IllegalArgumentException(
                    "must be a name of 1 to " + DestinationName.MAX_LENGTH + " characters, or \"" + NONE + "\"");
        }
    }

    private void checkNumber(String value) {
        double number;
        try {
            number = fraction ? Double.parseDouble(value) : Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "must be a " + (fraction ? "" : "whole ") + "number, not \"" + value + "\"", e);
        }
        if (!(number >= least && number <= most)) {
            throw new IllegalArgumentException(
                    "must be from " + (long) least + " to " + (long) most + ", not " + value);
        }
    }
}
