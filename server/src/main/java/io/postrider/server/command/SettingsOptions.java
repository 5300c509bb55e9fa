package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** Which server: shared by commands that run one, or look for one on this machine. */
final class SettingsOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "the configuration file; conf/postrider.yaml in the home directory if there is one")
    private Path file;

    @Option(names = "--data", paramLabel = "DIRECTORY", description = "the data directory; the same as data.directory")
    private Path data;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "sets an option that \"postrider config\" shows; may be repeated")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private final Map<String, String> variables;

    SettingsOptions(Map<String, String> variables) {
        this.variables = variables;
    }

    ServerSettings read() throws ConfigurationException {
        return read(file, data, overrides, variables);
    }

    /** What these options mean. */
    static ServerSettings read(Path file, Path data, Map<String, String> overrides, Map<String, String> variables)
            throws ConfigurationException {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        if (data != null) {
            all.put(ServerOption.DATA_DIRECTORY.key(), data.toString());
        }
        return ServerSettings.read(new ServerSettings.Sources(file, all, System.getProperties(), variables));
    }
}
