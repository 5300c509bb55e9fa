package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.output.Output;
import io.postrider.server.output.Progress;
import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sends what it reads. */
@Command(
        name = "produce",
        description = {
            "Sends each line of a file, or of the standard input, as a text message.",
            "Lines are sent in transactions: one that was counted is in the journal."
        })
final class ProduceCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DESTINATION", description = DestinationText.MEANING)
    private String destination;

    @Option(names = "--file", paramLabel = "FILE", description = "what to send; the standard input if not given")
    private Path file;

    @Option(names = "--message", paramLabel = "TEXT", description = "sends this text alone, and reads nothing")
    private String text;

    @Option(names = "--whole", description = "sends all of the input as one text message")
    private boolean whole;

    @Option(names = "--bytes", description = "sends all of the input as one bytes message")
    private boolean bytes;

    @Option(names = "--property", paramLabel = "NAME=VALUE", description = PropertyText.MEANING)
    private Map<String, String> properties = new LinkedHashMap<>();

    @Option(names = "--type", paramLabel = "TYPE", description = "the header JMSType")
    private String type;

    @Option(names = "--correlation-id", paramLabel = "ID", description = "the header JMSCorrelationID")
    private String correlationId;

    @Option(
            names = "--priority",
            paramLabel = "0..9",
            defaultValue = "4",
            description = "${DEFAULT-VALUE} if not given")
    private int priority;

    @Option(
            names = "--ttl",
            paramLabel = "MILLIS",
            defaultValue = "0",
            description = "how long a message lives; 0, for ever, if not given")
    private long timeToLiveMillis;

    @Option(names = "--delay", paramLabel = "MILLIS", defaultValue = "0", description = "the delivery delay")
    private long delayMillis;

    @Option(names = "--non-persistent", description = "the messages need not survive the server")
    private boolean nonPersistent;

    @Option(
            names = "--batch",
            paramLabel = "COUNT",
            defaultValue = "500",
            description = "how many messages a transaction holds at most; ${DEFAULT-VALUE} if not given")
    private int batch;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, JMSException, IOException {
        Requirement.that(batch > 0, spec, "--batch must be above 0");
        report(output.open(), sendAll());
        return 0;
    }

    private long sendAll() throws ConfigurationException, CommandFailure, JMSException, IOException {
        try (Progress progress = new Progress("messages sent");
                Connection open = connection.factory().createConnection();
                Session session = open.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(DestinationText.parse(destination, session))) {
            producer.setPriority(priority);
            producer.setTimeToLive(timeToLiveMillis);
            producer.setDeliveryDelay(delayMillis);
            producer.setDeliveryMode(nonPersistent ? DeliveryMode.NON_PERSISTENT : DeliveryMode.PERSISTENT);
            sendInput(session, producer, progress);
            return progress.count();
        }
    }

    private void report(Output out, long count) {
        out.say("sent " + count + (count == 1 ? " message to " : " messages to ") + destination);
        if (out.isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("destination", destination);
            row.put("sent", count);
            out.record(row);
        }
    }

    private void sendInput(Session session, MessageProducer producer, Progress progress)
            throws JMSException, CommandFailure, IOException {
        if (text != null) {
            send(session.createTextMessage(text), producer, progress);
        } else if (file != null && Files.isDirectory(file)) {
            throw new CommandFailure(file + " is a directory");
        } else {
            try (InputStream in = file == null ? System.in : Files.newInputStream(file)) {
                if (bytes) {
                    BytesMessage message = session.createBytesMessage();
                    message.writeBytes(in.readAllBytes());
                    send(message, producer, progress);
                } else if (whole) {
                    String body = new String(in.readAllBytes(), StandardCharsets.UTF_8);
                    send(session.createTextMessage(body), producer, progress);
                } else {
                    sendLines(in, session, producer, progress);
                }
            }
        }
        session.commit();
    }

    private void sendLines(InputStream in, Session session, MessageProducer producer, Progress progress)
            throws JMSException, CommandFailure, IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int uncommitted = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            send(session.createTextMessage(line), producer, progress);
            uncommitted++;
            // who types, or follows a log, does not fill batches
            if (uncommitted >= batch || !lines.ready()) {
                session.commit();
                uncommitted = 0;
            }
        }
    }

    private void send(Message message, MessageProducer producer, Progress progress)
            throws JMSException, CommandFailure {
        for (Map.Entry<String, String> property : properties.entrySet()) {
            PropertyText.set(message, property.getKey(), property.getValue());
        }
        if (type != null) {
            message.setJMSType(type);
        }
        if (correlationId != null) {
            message.setJMSCorrelationID(correlationId);
        }
        producer.send(message);
        progress.add();
    }
}
