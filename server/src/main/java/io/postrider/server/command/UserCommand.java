package io.postrider.server.command;

import io.postrider.broker.security.UserFile;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.output.Output;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keeps the users file. A running server sees changes by itself. */
@Command(
        name = "user",
        description = {
            "Shows and changes the users file of this machine's server; it may be running.",
            "Passwords come from --password-file, a prompt, or the standard input."
        },
        synopsisSubcommandLabel = "COMMAND")
final class UserCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing; there are " + spec.subcommands().keySet());
    }

    private static UserFile open(SettingsOptions options) throws ConfigurationException, CommandFailure {
        ServerSettings settings = options.read();
        try {
            return UserFile.open(settings.usersFile());
        } catch (IOException e) {
            throw new CommandFailure("the users cannot be read: " + e.getMessage(), e);
        }
    }

    private static String password(Path file, String name) throws CommandFailure {
        return file == null ? Passwords.chosen(name) : Passwords.ofFile(file);
    }

    private static int report(Output out, String name, boolean changed, String done, String otherwise)
            throws CommandFailure {
        if (!changed) {
            throw new CommandFailure(otherwise);
        }
        out.say("user " + name + " " + done);
        if (out.isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("user", name);
            row.put("done", done);
            out.record(row);
        }
        return 0;
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            description = "Lists the users with their roles.")
    int list(@Mixin SettingsOptions options, @Mixin OutputOptions output)
            throws ConfigurationException, CommandFailure {
        List<Map<String, Object>> rows = new ArrayList<>();
        open(options).users().forEach((name, roles) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("user", name);
            row.put("roles", String.join(",", new TreeSet<>(roles)));
            rows.add(row);
        });
        output.open().table(rows);
        return 0;
    }

    @Command(
            name = "add",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            description = "Adds a user.")
    int add(
            @Mixin SettingsOptions options,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME", description = "the user's name") String name,
            @Option(names = "--role", paramLabel = "ROLE", description = "a role; may be repeated") Set<String> roles,
            @Option(names = "--password-file", paramLabel = "FILE", description = "its first line is the password")
                    Path file,
            @Option(
                            names = "--certificate",
                            description = "the user shows a client certificate with this distinguished name (RFC 2253),"
                                    + " and has no password")
                    boolean certificate)
            throws ConfigurationException, CommandFailure, IOException {
        UserFile users = open(options);
        Set<String> given = roles == null ? Set.of() : new LinkedHashSet<>(roles);
        try {
            boolean added =
                    certificate ? users.addCertificate(name, given) : users.add(name, password(file, name), given);
            return report(output.open(), name, added, "added", "there is a user " + name + " already");
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            description = "Removes a user. A running server soon ends connections of theirs.")
    int remove(
            @Mixin SettingsOptions options,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME", description = "the user's name") String name)
            throws ConfigurationException, CommandFailure, IOException {
        return report(output.open(), name, open(options).remove(name), "removed", "there is no user " + name);
    }

    @Command(
            name = "passwd",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            description = "Gives a user another password.")
    int passwd(
            @Mixin SettingsOptions options,
            @Mixin OutputOptions output,
            @Parameters(paramLabel = "NAME", description = "the user's name") String name,
            @Option(names = "--password-file", paramLabel = "FILE", description = "its first line is the password")
                    Path file)
            throws ConfigurationException, CommandFailure, IOException {
        UserFile users = open(options);
        if (!users.users().containsKey(name)) {
            throw new CommandFailure("there is no user " + name);
        }
        boolean changed = users.changePassword(name, password(file, name));
        return report(output.open(), name, changed, "has another password", "there is no user " + name);
    }

    @Command(
            name = "roles",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class,
            description = "Gives a user other roles, which count from the next login on.")
    int roles(
            @Mixin SettingsOptions options,
            @Mixin OutputOptions output,
            @Parameters(index = "0", paramLabel = "NAME", description = "the user's name") String name,
            @Parameters(index = "1..*", paramLabel = "ROLE", description = "all roles; none if none is given")
                    Set<String> roles)
            throws ConfigurationException, CommandFailure, IOException {
        Set<String> given = roles == null ? Set.of() : new LinkedHashSet<>(roles);
        try {
            return report(
                    output.open(),
                    name,
                    open(options).changeRoles(name, given),
                    "has the roles " + given,
                    "there is no user " + name);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }
}
