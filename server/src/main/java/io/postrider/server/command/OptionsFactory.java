package io.postrider.server.command;

import java.util.Map;
import picocli.CommandLine;

/** Makes commands and their groups of options; those that look at the environment are given its variables. */
final class OptionsFactory implements CommandLine.IFactory {
    private final Map<String, String> variables;

    OptionsFactory(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == SettingsOptions.class) {
            return type.cast(new SettingsOptions(variables));
        }
        if (type == ConnectionOptions.class) {
            return type.cast(connectionOptions());
        }
        return CommandLine.defaultFactory().create(type);
    }

    ConnectionOptions connectionOptions() {
        return new ConnectionOptions(variables);
    }
}
