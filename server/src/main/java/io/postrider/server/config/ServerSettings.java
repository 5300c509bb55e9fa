package io.postrider.server.config;

import io.postrider.broker.policy.NearestName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;

/**
 * The effective settings of a server. What the command line says goes before system properties, these before environment
 * variables, these before the file, and that before the defaults. Immutable.
 */
public final class ServerSettings {
    /** The system property that names the home directory; {@code bin/postrider} sets it. */
    public static final String HOME_PROPERTY = "postrider.home";

    /** The environment variable that names the configuration file. */
    public static final String FILE_VARIABLE = "POSTRIDER_CONFIG";

    /** System properties that begin like an option's and are something else. */
    private static final List<String> OTHER_PROPERTIES =
            List.of(HOME_PROPERTY, "postrider.seed", "postrider.terminal", "postrider.rehearse");

    private final Sources sources;
    private final Map<ServerOption, Setting> settings;
    private final Path file;
    private final Path home;
    private final Path workingDirectory;

    private ServerSettings(
            Sources sources, Map<ServerOption, Setting> settings, Path file, Path home, Path workingDirectory) {
        this.sources = sources;
        this.settings = settings;
        this.file = file;
        this.home = home;
        this.workingDirectory = workingDirectory;
    }

    /**
     * Where settings are read from.
     *
     * @param file the file that somebody named, or null: then the environment's, or {@code conf/postrider.yaml} in the home
     *     directory if there is one
     * @param overrides what the command line says, by keys
     * @param properties the system properties
     * @param variables the environment
     */
    public record Sources(
            Path file, Map<String, String> overrides, Properties properties, Map<String, String> variables) {}

    /**
     * Reads all sources.
     *
     * @throws ConfigurationException naming the place of what is unknown or wrong
     */
    public static ServerSettings read(Sources sources) throws ConfigurationException {
        Path workingDirectory = Path.of("").toAbsolutePath();
        String homeText = sources.properties().getProperty(HOME_PROPERTY, "");
        Path home = workingDirectory.resolve(homeText).normalize();
        Map<ServerOption, Setting> settings = new EnumMap<>(ServerOption.class);
        Path file = file(sources, home);
        if (file != null) {
            ConfigurationFile.read(file, settings);
        }
        for (ServerOption option : ServerOption.values()) {
            put(settings, option, sources.variables().get(option.variable()), "variable " + option.variable());
        }
        for (String name : new TreeSet<>(sources.properties().stringPropertyNames())) {
            if (name.startsWith(ServerOption.PROPERTY_PREFIX) && !OTHER_PROPERTIES.contains(name)) {
                String key = name.substring(ServerOption.PROPERTY_PREFIX.length());
                put(
                        settings,
                        known(key, "the system property " + name),
                        sources.properties().getProperty(name),
                        "property " + name);
            }
        }
        for (Map.Entry<String, String> override : sources.overrides().entrySet()) {
            put(settings, known(override.getKey(), "--set"), override.getValue(), "command line");
        }
        return new ServerSettings(sources, settings, file, home, workingDirectory);
    }

    /**
     * Reads the same sources as they are now, the same file among them, which must be there.
     *
     * @throws ConfigurationException naming the place of what is unknown or wrong
     */
    ServerSettings readAgain() throws ConfigurationException {
        return read(new Sources(file, sources.overrides(), sources.properties(), sources.variables()));
    }

    private static Path file(Sources sources, Path home) {
        if (sources.file() != null) {
            return sources.file();
        }
        String named = sources.variables().get(FILE_VARIABLE);
        if (named != null && !named.isEmpty()) {
            return Path.of(named);
        }
        Path usual = home.resolve("conf").resolve("postrider.yaml");
        return Files.exists(usual) ? usual : null;
    }

    private static ServerOption known(String key, String place) throws ConfigurationException {
        Optional<ServerOption> option = ServerOption.named(key);
        if (option.isEmpty()) {
            throw new ConfigurationException(place + ": there is no option \"" + key + "\"; did you mean \""
                    + NearestName.of(key, ServerOption.keys()) + "\"?");
        }
        return option.get();
    }

    private static void put(Map<ServerOption, Setting> settings, ServerOption option, String value, String source)
            throws ConfigurationException {
        if (value == null || value.isEmpty()) {
            return;
        }
        try {
            option.type().check(value);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(source + ": \"" + option.key() + "\" " + e.getMessage(), e);
        }
        settings.put(option, new Setting(value, source, false));
    }

    /** The configuration file, or null if there is none. */
    public Path file() {
        return file;
    }

    /** An option's value, and where it comes from. */
    public Setting setting(ServerOption option) {
        return settings.getOrDefault(option, new Setting(option.defaultValue(), Setting.DEFAULT, true));
    }

    /** An option's value; empty for none. */
    public String text(ServerOption option) {
        return setting(option).value();
    }

    /** The value of an option that is a number. */
    public long number(ServerOption option) {
        return Long.parseLong(text(option));
    }

    /** The value of an option that is a number of at most {@link Integer#MAX_VALUE}; a larger one counts as that. */
    public int count(ServerOption option) {
        return (int) Math.min(Integer.MAX_VALUE, number(option));
    }

    /** The value of an option that is true or false. */
    public boolean truth(ServerOption option) {
        return Boolean.parseBoolean(text(option));
    }

    /**
     * A path, absolute. Relative ones of the file and the defaults start from the home directory, all others from where the
     * process was started.
     *
     * @return null if the option is not set
     */
    public Path path(ServerOption option) {
        Setting setting = setting(option);
        if (setting.value().isEmpty()) {
            return null;
        }
        return (setting.fromHome() ? home : workingDirectory)
                .resolve(setting.value())
                .normalize();
    }

    /** Where everything of this server lies. */
    public Path dataDirectory() {
        return path(ServerOption.DATA_DIRECTORY);
    }

    /** Where the journal lies. */
    public Path journalDirectory() {
        return dataDirectory().resolve("journal");
    }

    /** Where log files lie. */
    public Path logDirectory() {
        Path configured = path(ServerOption.LOG_DIRECTORY);
        return configured == null ? dataDirectory().resolve("log") : configured;
    }

    /** The users file. */
    public Path usersFile() {
        Path configured = path(ServerOption.USERS_FILE);
        return configured == null ? dataDirectory().resolve("users.conf") : configured;
    }
}
