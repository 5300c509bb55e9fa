package io.postrider.server.command;

import io.postrider.client.link.Replies;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.run.ProcessNote;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a server runs, and, to those who may manage it, how it is. */
@Command(
        name = "status",
        description = {
            "Says whether the server of the data directory runs: exit code 0 if so, 1 if not.",
            "With a user who may manage the broker, also its figures."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, JMSException, IOException {
        Map<String, Object> row = new LinkedHashMap<>();
        if (!connection.isElsewhere()) {
            ServerSettings settings = connection.settings();
            Optional<ProcessNote> note = ProcessNote.read(settings.dataDirectory())
                    .filter(found -> found.process().isPresent());
            row.put("running", note.isPresent());
            row.put("data", settings.dataDirectory());
            note.ifPresent(found -> describe(found, row));
            if (note.isEmpty()) {
                output.open().record(row);
                return 1;
            }
        }
        if (connection.isElsewhere() || connection.hasUser()) {
            putFigures(row);
        }
        output.open().record(row);
        return 0;
    }

    /** Without them, what is known is told all the same. */
    private void putFigures(Map<String, Object> row) throws ConfigurationException, CommandFailure, JMSException {
        boolean answered = false;
        try {
            row.putAll(figures());
            answered = true;
        } finally {
            if (!answered && !row.isEmpty()) {
                output.open().record(row);
            }
        }
    }

    private static void describe(ProcessNote note, Map<String, Object> row) {
        row.put("process", note.pid());
        row.put("since", note.processStart());
        row.put("version", note.version());
        row.put("broker", note.brokerName());
        row.put("url", note.url());
        if (!note.tlsUrl().isEmpty() && !note.tlsUrl().equals(note.url())) {
            row.put("tls-url", note.tlsUrl());
        }
        row.put("log", note.logFile());
    }

    private Map<String, Object> figures() throws ConfigurationException, CommandFailure, JMSException {
        BrokerLink link = connection.link();
        try {
            ManagementReply reply = Replies.await(link.manage(ManagementRequest.of(ManagementVerb.BROKER_STATUS)));
            return reply.rows().isEmpty() ? Map.of() : reply.rows().get(0);
        } finally {
            Replies.await(link.close());
        }
    }
}
