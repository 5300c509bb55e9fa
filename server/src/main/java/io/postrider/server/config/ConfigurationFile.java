package io.postrider.server.config;

import io.postrider.broker.policy.NearestName;
import io.postrider.server.output.FileTrouble;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads the YAML file into settings. Works on YAML's nodes, so that every complaint can name its line. */
final class ConfigurationFile {
    private final Path path;
    private final Map<ServerOption, Setting> settings;

    private ConfigurationFile(Path path, Map<ServerOption, Setting> settings) {
        this.path = path;
        this.settings = settings;
    }

    /**
     * Reads a file.
     *
     * @param settings receives what it says
     * @throws ConfigurationException naming the file, the line and what is wrong there
     */
    static void read(Path path, Map<ServerOption, Setting> settings) throws ConfigurationException {
        LoadSettings yaml = LoadSettings.builder()
                .setLabel(path.toString())
                .setUseMarks(true)
                .build();
        Optional<Node> root;
        try (InputStream in = Files.newInputStream(path)) {
            root = new Compose(yaml).composeInputStream(in);
        } catch (MarkedYamlEngineException e) {
            String line = e.getProblemMark()
                    .map(mark -> ", line " + (mark.getLine() + 1))
                    .orElse("");
            throw new ConfigurationException(path + line + ": not valid YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ConfigurationException(path + ": not valid YAML: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new ConfigurationException(path + " cannot be read: " + FileTrouble.reason(e), e);
        }
        if (root.isPresent()) {
            new ConfigurationFile(path, settings).readMapping("", root.get());
        }
    }

    private void readMapping(String prefix, Node node) throws ConfigurationException {
        if (isEmpty(node)) {
            return;
        }
        if (!(node instanceof MappingNode mapping)) {
            String place = prefix.isEmpty() ? "the file" : "\"" + prefix.substring(0, prefix.length() - 1) + "\"";
            throw complaint(node, place + " must hold keys with values");
        }
        for (NodeTuple entry : mapping.getValue()) {
            readEntry(prefix + text(entry.getKeyNode(), "a key"), entry);
        }
    }

    private void readEntry(String key, NodeTuple entry) throws ConfigurationException {
        Optional<ServerOption> option = ServerOption.named(key);
        if (option.isPresent()) {
            set(option.get(), entry.getValueNode());
        } else if (ServerOption.keys().stream().anyMatch(known -> known.startsWith(key + "."))) {
            readMapping(key + ".", entry.getValueNode());
        } else {
            throw complaint(
                    entry.getKeyNode(),
                    "there is no option \"" + key + "\"; did you mean \"" + NearestName.of(key, ServerOption.keys())
                            + "\"?");
        }
    }

    private void set(ServerOption option, Node node) throws ConfigurationException {
        String value = isEmpty(node) ? "" : value(option, node);
        try {
            if (!value.isEmpty()) {
                option.type().check(value);
            }
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(place(node) + ": \"" + option.key() + "\" " + e.getMessage(), e);
        }
        if (settings.containsKey(option)) {
            throw complaint(node, "\"" + option.key() + "\" stands there twice");
        }
        if (!value.isEmpty()) {
            settings.put(option, new Setting(value, place(node), true));
        }
    }

    private String value(ServerOption option, Node node) throws ConfigurationException {
        if (option.type() != ValueType.RULES || !(node instanceof SequenceNode sequence)) {
            return text(node, "\"" + option.key() + "\"");
        }
        List<String> rules = new ArrayList<>();
        for (Node rule : sequence.getValue()) {
            rules.add(text(rule, "a rule"));
        }
        return String.join("; ", rules);
    }

    private String text(Node node, String what) throws ConfigurationException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw complaint(node, what + " must be a single value");
    }

    private static boolean isEmpty(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    private ConfigurationException complaint(Node node, String what) {
        return new ConfigurationException(place(node) + ": " + what);
    }

    private String place(Node node) {
        return path
                + node.getStartMark()
                        .map(mark -> ", line " + (mark.getLine() + 1))
                        .orElse("");
    }
}
