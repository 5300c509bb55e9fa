package io.postrider.cdi.settings;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The extension's settings by name: from MicroProfile Config where the application has an implementation of it, else from
 * system properties and, after them, environment variables ({@code POSTRIDER_URL} for {@code postrider.url}). Safe for any
 * thread.
 */
public interface Settings {
    /** {@code ${name}} or {@code ${name:value where there is none}}. */
    Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^:}]+)(?::([^}]*))?}");

    /** The value of a setting, or empty where nobody has set it or it is blank. */
    Optional<String> get(String name);

    /** The names of all settings that can be listed; environment variables cannot. */
    Set<String> names();

    /**
     * A text in which each {@code ${name}} and {@code ${name:default}} is replaced by the setting.
     *
     * @throws IllegalArgumentException if there is neither the setting nor a default
     */
    default String resolve(String text) {
        Matcher placeholders = PLACEHOLDER.matcher(text);
        return placeholders.replaceAll(found -> {
            Optional<String> value = get(found.group(1)).or(() -> Optional.ofNullable(found.group(2)));
            return Matcher.quoteReplacement(value.orElseThrow(() -> new IllegalArgumentException(
                    "'" + text + "' names the setting " + found.group(1) + ", which is not set")));
        });
    }

    /** A setting that is on or off. */
    default boolean isOn(String name, boolean byDefault) {
        Optional<String> value = get(name);
        if (value.isEmpty()) {
            return byDefault;
        }
        return switch (value.get()) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(name + " is '" + value.get() + "', but must be true or false");
        };
    }

    /** The settings of the application that is being deployed: of its context class loader. */
    static Settings ofApplication() {
        return MicroProfileSettings.arePresent() ? MicroProfileSettings.load() : new SystemSettings();
    }
}
