package io.postrider.cdi.factory;

import io.postrider.cdi.settings.Settings;
import io.postrider.client.PostriderConnectionFactory;
import java.util.List;

/**
 * What is configured of one connection factory: {@code postrider.url}, {@code postrider.user} and {@code postrider.password} of
 * the default one, {@code postrider.factory.NAME.url} and so on of a named one.
 */
final class FactorySettings {
    private static final String DEFAULT_PREFIX = "postrider.";
    private static final String NAMED_PREFIX = "postrider.factory.";
    private static final String URL = ".url";

    private final Settings settings;
    private final String prefix;

    private FactorySettings(Settings settings, String prefix) {
        this.settings = settings;
        this.prefix = prefix;
    }

    static FactorySettings ofDefault(Settings settings) {
        return new FactorySettings(settings, DEFAULT_PREFIX);
    }

    static FactorySettings of(String name, Settings settings) {
        return new FactorySettings(settings, NAMED_PREFIX + name + ".");
    }

    /** The names of which there is a URL, in order. */
    static List<String> configuredNames(Settings settings) {
        return settings.names().stream()
                .filter(setting -> setting.startsWith(NAMED_PREFIX) && setting.endsWith(URL))
                .filter(setting -> setting.length() > NAMED_PREFIX.length() + URL.length())
                .map(setting -> setting.substring(NAMED_PREFIX.length(), setting.length() - URL.length()))
                .sorted()
                .toList();
    }

    /**
     * Makes the factory.
     *
     * @throws IllegalArgumentException if the URL is malformed; names the setting
     */
    PostriderConnectionFactory make() {
        PostriderConnectionFactory factory = new PostriderConnectionFactory();
        settings.get(prefix + "url").ifPresent(url -> {
            try {
                factory.setUrl(url);
            } catch (IllegalArgumentException malformed) {
                throw new IllegalArgumentException(prefix + "url: " + malformed.getMessage(), malformed);
            }
        });
        settings.get(prefix + "user").ifPresent(factory::setUserName);
        settings.get(prefix + "password").ifPresent(factory::setPassword);
        return factory;
    }
}
