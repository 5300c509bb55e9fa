package io.postrider.cdi.settings;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** System properties first, then environment variables. */
final class SystemSettings implements Settings {

    @Override
    public Optional<String> get(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variableName(name))))
                .filter(value -> !value.isBlank());
    }

    private static String variableName(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public Set<String> names() {
        return System.getProperties().stringPropertyNames();
    }
}
