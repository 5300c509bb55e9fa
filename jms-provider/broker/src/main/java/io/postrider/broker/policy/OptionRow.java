package io.postrider.broker.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * What is said of an option, wherever it stands.
 *
 * @param text its name, as it is written in rules
 * @param type the form of its values
 * @param unit what a number counts, or empty
 * @param defaultValue what holds where no rule says anything
 * @param meaning for people: half a sentence
 */
public record OptionRow(String text, OptionType type, String unit, String defaultValue, String meaning) {

    /**
     * Checks a value.
     *
     * @param kind for people: of which kind the option is
     * @throws IllegalArgumentException naming the option and what is wrong
     */
    void check(String kind, String value) {
        try {
            type.check(value);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the " + kind + " \"" + text + "\" " + e.getMessage(), e);
        }
    }

    /**
     * The option of a name.
     *
     * @param kind for people: of which kind the options are
     * @throws IllegalArgumentException with the nearest name there is
     */
    static <T> T named(String kind, String text, T[] options, Function<T, OptionRow> row) {
        List<String> known = new ArrayList<>();
        for (T option : options) {
            if (row.apply(option).text.equals(text)) {
                return option;
            }
            known.add(row.apply(option).text);
        }
        throw new IllegalArgumentException(
                "there is no " + kind + " \"" + text + "\"; did you mean \"" + NearestName.of(text, known) + "\"?");
    }
}
