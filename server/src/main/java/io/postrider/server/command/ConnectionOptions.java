package io.postrider.server.command;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.client.link.Connectors;
import io.postrider.client.settings.ClientOption;
import io.postrider.client.settings.ConnectionSettings;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.run.ProcessNote;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a command connects to, and as whom. */
final class ConnectionOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the broker; POSTRIDER_URL if not given, or else the server of this data directory")
    private String url;

    @Option(names = "--user", paramLabel = "NAME", description = "the user; POSTRIDER_USER if not given")
    private String user;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password; POSTRIDER_PASSWORD if not given, or else a prompt")
    private Path passwordFile;

    @Mixin
    private SettingsOptions settings;

    private final Map<String, String> variables;

    ConnectionOptions(Map<String, String> variables) {
        this.variables = variables;
    }

    /** Whether somebody named a broker, which may run anywhere. */
    boolean isElsewhere() {
        return url != null || !variables.getOrDefault("POSTRIDER_URL", "").isEmpty();
    }

    /** The settings of the server on this machine. */
    ServerSettings settings() throws ConfigurationException {
        return settings.read();
    }

    private String url() throws ConfigurationException, CommandFailure {
        String chosen = url == null ? variables.get("POSTRIDER_URL") : url;
        if (chosen != null && !chosen.isEmpty()) {
            return chosen;
        }
        ServerSettings server = settings.read();
        try {
            Optional<ProcessNote> note = ProcessNote.read(server.dataDirectory());
            if (note.isPresent() && note.get().process().isPresent()) {
                return note.get().url();
            }
        } catch (IOException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        return "tcp://" + server.text(ServerOption.LISTEN_ADDRESS) + ":" + server.text(ServerOption.LISTEN_PORT);
    }

    private String user() {
        String chosen = user == null ? variables.get("POSTRIDER_USER") : user;
        return chosen == null || chosen.isEmpty() ? null : chosen;
    }

    private String password(String userName) throws CommandFailure {
        if (passwordFile != null) {
            return Passwords.ofFile(passwordFile);
        }
        String password = variables.get("POSTRIDER_PASSWORD");
        if (password == null && userName != null) {
            password = Passwords.asked(userName);
        }
        if (password == null && userName != null) {
            throw new CommandFailure("there is no password for " + userName
                    + ": give --password-file or the variable POSTRIDER_PASSWORD");
        }
        return password;
    }

    /** Whether somebody said who connects. */
    boolean hasUser() {
        return user() != null;
    }

    /** A factory of connections for JMS. */
    PostriderConnectionFactory factory() throws ConfigurationException, CommandFailure {
        String userName = user();
        try {
            PostriderConnectionFactory factory = new PostriderConnectionFactory(url());
            factory.setUserName(userName);
            factory.setPassword(password(userName));
            return factory;
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** Opens a link for management. */
    BrokerLink link() throws ConfigurationException, CommandFailure, JMSException {
        Map<ClientOption, String> who = new EnumMap<>(ClientOption.class);
        String userName = user();
        if (userName != null) {
            who.put(ClientOption.USER_NAME, userName);
            who.put(ClientOption.PASSWORD, password(userName));
        }
        try {
            return Connectors.connect(ConnectionSettings.of(url(), who).connectRequest(), new NoEvents());
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    /** A command that waits for its answer learns of a loss from that. */
    private static final class NoEvents implements LinkEvents {
        @Override
        public void lost(BrokerException cause) {
            // the command in flight fails
        }

        @Override
        public void interrupted(BrokerException cause) {
            // the command in flight waits
        }

        @Override
        public void restored() {
            // and goes on
        }
    }
}
