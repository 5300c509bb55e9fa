package io.postrider.server.config;

/**
 * An option's value, and where it comes from.
 *
 * @param value as written; empty for none
 * @param source for people: the default, a file with its line, a property, a variable
 * @param fromHome whether a relative path in it starts from the home directory, not from where the process was started
 */
public record Setting(String value, String source, boolean fromHome) {
    /** The source of what nobody has set. */
    public static final String DEFAULT = "default";
}
