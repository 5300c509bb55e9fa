package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerSettings;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of {@code run} as it nearly always is: options with their values, each in a word of its own. Whatever else there is
 * (help, mistakes, other forms), picocli understands, or says what it does not; but to load it takes a fifth of a start.
 *
 * @param file of {@code --config}, or null
 * @param data of {@code --data}, or null
 * @param overrides of {@code --set}
 * @param json whether there is {@code --json}
 */
record RunLine(Path file, Path data, Map<String, String> overrides, boolean json) {

    /** The line of these arguments; empty if it is left to picocli. */
    static Optional<RunLine> of(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals(PostriderCommand.RUN)) {
            return Optional.empty();
        }
        Path file = null;
        Path data = null;
        Map<String, String> overrides = new LinkedHashMap<>();
        boolean json = false;
        for (int i = 1; i < arguments.length; i++) {
            String option = arguments[i];
            if (option.equals("--json") && !json) {
                json = true;
                continue;
            }
            String value = i + 1 < arguments.length ? arguments[++i] : "";
            int equals = value.indexOf('=');
            if (!isPlain(value)) {
                return Optional.empty();
            } else if (option.equals("--config") && file == null) {
                file = Path.of(value);
            } else if (option.equals("--data") && data == null) {
                data = Path.of(value);
            } else if (option.equals("--set") && equals > 0) {
                overrides.put(value.substring(0, equals), value.substring(equals + 1));
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(new RunLine(file, data, overrides, json));
    }

    /** Whether it is a value to picocli, too, and a path where one is wanted. */
    private static boolean isPlain(String value) {
        try {
            return !Path.of(value).toString().isEmpty() && "-@\"'".indexOf(value.charAt(0)) < 0;
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /** What it asks for. */
    ServerSettings settings(Map<String, String> variables) throws ConfigurationException {
        return SettingsOptions.read(file, data, overrides, variables);
    }
}
