package io.postrider.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.security.Permissions;
import io.postrider.broker.security.User;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServerSettingsTest {
    @TempDir
    Path directory;

    private final Map<String, String> overrides = new LinkedHashMap<>();
    private final Properties properties = new Properties();
    private final Map<String, String> variables = new LinkedHashMap<>();

    private ServerSettings read(Path file) throws ConfigurationException {
        return ServerSettings.read(new ServerSettings.Sources(file, overrides, properties, variables));
    }

    private ServerSettings read(String yaml) throws Exception {
        return read(file(yaml));
    }

    private Path file(String yaml) throws IOException {
        return Files.writeString(directory.resolve("postrider.yaml"), yaml);
    }

    @ParameterizedTest
    @EnumSource
    void everyOptionHasAMeaningAndADefaultOfItsForm(ServerOption option) {
        assertThat(option.key()).matches("[a-z]+\\.[a-zA-Z]+");
        assertThat(option.meaning()).isNotBlank();
        assertThat(option.variable()).matches("POSTRIDER_[A-Z]+(_[A-Z]+)+");
        if (!option.defaultValue().isEmpty()) {
            option.type().check(option.defaultValue());
        }
        assertThat(ServerOption.named(option.key())).contains(option);
    }

    @Test
    void theCommandLineGoesBeforePropertiesTheseBeforeVariablesTheseBeforeTheFile() throws Exception {
        Path file = file("listen:\n  port: 1\n");
        assertThat(read((Path) null).setting(ServerOption.LISTEN_PORT)).isEqualTo(new Setting("4577", "default", true));
        assertThat(read(file).setting(ServerOption.LISTEN_PORT)).isEqualTo(new Setting("1", file + ", line 2", true));
        variables.put("POSTRIDER_LISTEN_PORT", "2");
        assertThat(read(file).setting(ServerOption.LISTEN_PORT))
                .isEqualTo(new Setting("2", "variable POSTRIDER_LISTEN_PORT", false));
        properties.setProperty("postrider.listen.port", "3");
        assertThat(read(file).setting(ServerOption.LISTEN_PORT))
                .isEqualTo(new Setting("3", "property postrider.listen.port", false));
        overrides.put("listen.port", "4");
        assertThat(read(file).setting(ServerOption.LISTEN_PORT)).isEqualTo(new Setting("4", "command line", false));
    }

    @ParameterizedTest
    @CsvSource({
        "'listen:\n  prot: 1', 'line 2: there is no option \"listen.prot\"; did you mean \"listen.port\"?'",
        "'lisen:\n  port: 1', 'line 1: there is no option \"lisen\"'",
        "'tls:\n  keystore: x', 'did you mean \"tls.keyStore\"?'",
        "'listen:\n  port: many', 'line 2: \"listen.port\" must be a whole number, not \"many\"'",
        "'listen:\n  port: 65536', 'must be from 0 to 65535'",
        "'listen:\n  enabled: yes', 'must be true or false'",
        "'security:\n  realm: ldap', 'one of file, jaas'",
        "'broker:\n  whenMemoryFull: drop-oldest', '\"broker.whenMemoryFull\" must be one of page, block, fail'",
        "'broker:\n  whenJournalFull: page', '\"broker.whenJournalFull\" must be one of block, fail'",
        "'listen:\n  port: [1]', 'must be a single value'",
        "'listen: 4577', '\"listen\" must hold keys with values'",
        "'listen:\n  port: 1\nlisten.port: 2', '\"listen.port\" stands there twice'",
        "'listen:\n port: 1\n  x: 2', 'not valid YAML'",
        "'- listen', 'the file must hold keys with values'"
    })
    void theFileIsRefusedWithTheLine(String yaml, String reason) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("postrider.yaml")
                .hasMessageContaining(reason);
    }

    @Test
    void unknownSystemPropertiesAndOverridesAreRefused() {
        properties.setProperty("postrider.listen.prot", "1");
        assertThatThrownBy(() -> read((Path) null)).hasMessageContaining("did you mean \"listen.port\"");
        properties.clear();
        overrides.put("brokr.name", "x");
        assertThatThrownBy(() -> read((Path) null)).hasMessageContaining("did you mean \"broker.name\"");
    }

    @Test
    void variablesThatOthersSetAreNoneOfOurBusiness() throws Exception {
        // such as Kubernetes does for a service of this name
        variables.put("POSTRIDER_PORT_4577_TCP", "tcp://10.0.0.1:4577");
        assertThat(read((Path) null).count(ServerOption.LISTEN_PORT)).isEqualTo(4577);
    }

    @Test
    void anEmptyFileAndOneOfCommentsSayNothing() throws Exception {
        assertThat(read("").text(ServerOption.BROKER_NAME)).isEqualTo("postrider");
        assertThat(read("# nothing\nlisten:\n").text(ServerOption.BROKER_NAME)).isEqualTo("postrider");
        assertThatThrownBy(() -> read(directory.resolve("missing.yaml"))).hasMessageContaining("missing.yaml");
    }

    @Test
    void pathsOfTheFileStartFromTheHomeDirectory() throws Exception {
        properties.setProperty(ServerSettings.HOME_PROPERTY, directory.toString());
        ServerSettings settings = read("data:\n  directory: here\n");
        assertThat(settings.dataDirectory()).isEqualTo(directory.resolve("here"));
        assertThat(settings.logDirectory()).isEqualTo(directory.resolve("here/log"));
        overrides.put("data.directory", "there");
        assertThat(read((Path) null).dataDirectory()).isEqualTo(Path.of("there").toAbsolutePath());
    }

    @Test
    void theFileInTheHomeDirectoryIsFound() throws Exception {
        properties.setProperty(ServerSettings.HOME_PROPERTY, directory.toString());
        Files.createDirectory(directory.resolve("conf"));
        Files.writeString(directory.resolve("conf/postrider.yaml"), "broker:\n  name: found\n");
        assertThat(read((Path) null).text(ServerOption.BROKER_NAME)).isEqualTo("found");
        variables.put("POSTRIDER_CONFIG", file("broker:\n  name: named\n").toString());
        assertThat(read((Path) null).text(ServerOption.BROKER_NAME)).isEqualTo("named");
    }

    @Test
    void permissionsAreRules() throws Exception {
        ServerSettings settings =
                read("security:\n  permissions:\n    - '> all admin'\n    - orders.> send,consume clerk,auditor\n");
        Permissions permissions = PermissionRules.of(settings);
        DestinationName order = DestinationName.queue("orders.new");
        User clerk = new User("anna", Set.of("clerk"));
        User admin = new User("root", Set.of("admin"));
        assertThat(permissions.permits(clerk, Permission.SEND, order)).isTrue();
        assertThat(permissions.permits(clerk, Permission.DELETE, order)).isFalse();
        assertThat(permissions.permits(clerk, Permission.SEND, DestinationName.queue("bills")))
                .isFalse();
        assertThat(permissions.permits(admin, Permission.MANAGE, null)).isTrue();
        assertThat(permissions.permits(admin, Permission.SEND, order)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "orders.> send, not of the form",
        "orders.> sned clerk, there is no permission \"sned\"",
        "a.>.b send clerk, cannot be understood"
    })
    void aRuleThatCannotBeUnderstoodIsNamed(String rule, String reason) throws Exception {
        overrides.put("security.permissions", rule);
        ServerSettings settings = read((Path) null);
        assertThatThrownBy(() -> PermissionRules.of(settings))
                .hasMessageContaining("command line")
                .hasMessageContaining(reason);
    }

    @Test
    void theFileOfTheDistributionIsTheTemplateAndSaysNothing() throws Exception {
        Path file = Path.of("src/main/dist/conf/postrider.yaml");
        assertThat(file).hasContent(ConfigurationTemplate.text());
        for (ServerOption option : ServerOption.values()) {
            assertThat(read(file).setting(option).source()).isEqualTo(Setting.DEFAULT);
        }
    }

    @Test
    void theTemplateWithoutItsCommentSignsIsValid() throws Exception {
        String uncommented = ConfigurationTemplate.text()
                .replaceAll("(?m)^# (?=[a-z]+:$)", "")
                .replaceAll("(?m)^#   (?=[a-zA-Z]+:)", "  ");
        ServerSettings settings = read(uncommented);
        for (ServerOption option : ServerOption.values()) {
            assertThat(settings.text(option)).isEqualTo(option.defaultValue());
        }
    }
}
