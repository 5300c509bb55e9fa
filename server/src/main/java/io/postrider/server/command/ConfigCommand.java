package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ConfigurationTemplate;
import io.postrider.server.config.PermissionRules;
import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.config.Setting;
import io.postrider.server.config.ValueType;
import io.postrider.server.output.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the effective settings. */
@Command(
        name = "config",
        description = "Shows every option: its effective value, where that comes from, and what it means.")
final class ConfigCommand implements Callable<Integer> {
    private static final String MASK = "********";

    @Mixin
    private SettingsOptions options;

    @Mixin
    private OutputOptions output;

    @Option(names = "--template", description = "prints a configuration file with every option, commented out")
    private boolean template;

    @Override
    public Integer call() throws ConfigurationException {
        Output out = output.open();
        if (template) {
            out.say(ConfigurationTemplate.text().stripTrailing());
            return 0;
        }
        ServerSettings settings = options.read();
        PermissionRules.of(settings);
        List<Map<String, Object>> rows = new ArrayList<>();
        for (ServerOption option : ServerOption.values()) {
            Setting setting = settings.setting(option);
            boolean hidden =
                    option.type() == ValueType.SECRET && !setting.value().isEmpty();
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("option", option.key());
            row.put("value", hidden ? MASK : setting.value());
            row.put("source", setting.source());
            row.put("type", option.unit().isEmpty() ? option.type().name() : option.unit());
            row.put("meaning", option.meaning());
            if (out.isJson()) {
                row.put("default", option.defaultValue());
                row.put("property", option.property());
                row.put("variable", option.variable());
            }
            rows.add(row);
        }
        out.table(rows);
        return 0;
    }
}
