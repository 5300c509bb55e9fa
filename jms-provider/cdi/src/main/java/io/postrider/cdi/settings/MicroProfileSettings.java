package io.postrider.cdi.settings;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** MicroProfile Config, whose own sources hold system properties and environment variables, too. */
final class MicroProfileSettings implements Settings {
    private final Config config;

    private MicroProfileSettings(Config config) {
        this.config = config;
    }

    /** Whether the interfaces are on the class path; an implementation may be missing all the same. */
    static boolean arePresent() {
        try {
            Class.forName(
                    "org.eclipse.microprofile.config.ConfigProvider",
                    false,
                    MicroProfileSettings.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    static Settings load() {
        try {
            return new MicroProfileSettings(ConfigProvider.getConfig());
        } catch (IllegalStateException noImplementation) {
            return new SystemSettings();
        }
    }

    @Override
    public Optional<String> get(String name) {
        return config.getOptionalValue(name, String.class).filter(value -> !value.isBlank());
    }

    /** System properties besides: an implementation may list its own once and never again. */
    @Override
    public Set<String> names() {
        Set<String> names = new HashSet<>(System.getProperties().stringPropertyNames());
        config.getPropertyNames().forEach(names::add);
        return names;
    }
}
