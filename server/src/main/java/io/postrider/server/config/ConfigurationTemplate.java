package io.postrider.server.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The configuration file that comes with the distribution: every option with its meaning and default, commented out. */
public final class ConfigurationTemplate {
    private static final String HEADING =
            """
            # Postrider's configuration. Every option is here, commented out, with its default.
            # Each can be set as a system property, too (postrider. before the key), or as an environment variable
            # (POSTRIDER_LISTEN_PORT for listen.port); these go before what this file says.
            # "postrider config" shows what holds, and where it comes from.
            """;

    private ConfigurationTemplate() {}

    /** The whole text. */
    public static String text() {
        StringBuilder text = new StringBuilder(HEADING);
        String section = "";
        for (ServerOption option : sorted()) {
            int dot = option.key().indexOf('.');
            if (!option.key().substring(0, dot).equals(section)) {
                section = option.key().substring(0, dot);
                text.append("\n# ").append(section).append(":\n");
            }
            text.append("#   # ").append(option.meaning());
            if (!option.unit().isEmpty()) {
                text.append(" (").append(option.unit()).append(')');
            } else if (!option.type().choices().isEmpty()) {
                text.append(" (")
                        .append(option.type().name().toLowerCase(Locale.ROOT))
                        .append(')');
            }
            String value = option.defaultValue();
            text.append("\n#   ").append(option.key().substring(dot + 1)).append(':');
            text.append(value.isEmpty() ? "" : " " + value).append('\n');
        }
        return text.toString();
    }

    private static List<ServerOption> sorted() {
        List<String> sections = ServerOption.keys().stream()
                .map(key -> key.substring(0, key.indexOf('.')))
                .distinct()
                .toList();
        return sections.stream()
                .flatMap(section -> Arrays.stream(ServerOption.values())
                        .filter(option -> option.key().startsWith(section + ".")))
                .toList();
    }
}
