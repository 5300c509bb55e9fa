package io.postrider.server.command;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.output.JsonText;
import io.postrider.server.output.Progress;
import io.postrider.server.output.StandardOutput;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what it receives. */
@Command(
        name = "consume",
        description = {
            "Writes the body of each message to a file or the standard output, a line each; with --json, all of it.",
            "A message is acknowledged once it is written: what is lost on the way comes again."
        })
final class ConsumeCommand implements Callable<Integer> {
    private static final int BATCH = 500;

    @Parameters(paramLabel = "DESTINATION", description = DestinationText.MEANING)
    private String destination;

    @Option(names = "--file", paramLabel = "FILE", description = "where to write; the standard output if not given")
    private Path file;

    @Option(names = "--append", description = "adds to the file instead of replacing it")
    private boolean append;

    @Option(
            names = "--count",
            paramLabel = "COUNT",
            description = "ends after so many messages; waits for them unless --wait is given")
    private Long count;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "ends when no message has come for so long; 1 if not given, and neither --count nor --follow")
    private Double waitSeconds;

    @Option(names = "--follow", description = "does not end")
    private boolean follow;

    @Option(names = "--filter", paramLabel = "SELECTOR", description = "a message selector (section 3.8)")
    private String selector;

    @Option(names = "--raw", description = "writes bodies as they are, with no line's end after each")
    private boolean raw;

    @Option(
            names = "--subscription",
            paramLabel = "NAME",
            description = "a topic's durable subscription, made if need be")
    private String subscription;

    @Option(names = "--client-id", paramLabel = "ID", description = "the client identifier")
    private String clientId;

    @Option(names = "--shared", description = "the subscription may have several consumers")
    private boolean shared;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Option(names = "--json", description = "writes headers, properties and body as JSON, a line each")
    private boolean json;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, JMSException, IOException {
        Requirement.that(count == null || count > 0, spec, "--count must be above 0");
        Requirement.that(waitSeconds == null || waitSeconds >= 0, spec, "--wait must not be below 0");
        PostriderConnectionFactory factory = connection.factory();
        factory.setClientId(clientId);
        try (Progress progress = new Progress("messages received");
                OutputStream out = new BufferedOutputStream(open());
                Connection open = factory.createConnection();
                Session session = open.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = consumer(session)) {
            open.start();
            receiveAll(session, consumer, out, progress);
        }
        return 0;
    }

    private OutputStream open() throws IOException {
        if (file == null) {
            return new StandardOutput();
        }
        return append
                ? Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                : Files.newOutputStream(file);
    }

    private MessageConsumer consumer(Session session) throws JMSException, CommandFailure {
        if (subscription == null) {
            return session.createConsumer(DestinationText.parse(destination, session), selector);
        }
        return shared
                ? session.createSharedDurableConsumer(
                        DestinationText.topic(destination, session), subscription, selector)
                : session.createDurableConsumer(
                        DestinationText.topic(destination, session), subscription, selector, false);
    }

    private void receiveAll(Session session, MessageConsumer consumer, OutputStream out, Progress progress)
            throws JMSException, IOException {
        int uncommitted = 0;
        while (count == null || progress.count() < count) {
            Message message = uncommitted == 0 ? receive(consumer) : consumer.receiveNoWait();
            if (message != null) {
                write(message, out);
                progress.add();
                uncommitted++;
            } else if (uncommitted == 0) {
                break;
            }
            if (message == null || uncommitted >= BATCH) {
                commit(session, out);
                uncommitted = 0;
            }
        }
        commit(session, out);
    }

    private Message receive(MessageConsumer consumer) throws JMSException {
        if (waitSeconds == null && (follow || count != null)) {
            return consumer.receive();
        }
        double seconds = waitSeconds == null ? 1 : waitSeconds;
        long millis = (long) (seconds * TimeUnit.SECONDS.toMillis(1));
        return millis <= 0 ? consumer.receiveNoWait() : consumer.receive(millis);
    }

    /** First to where it is written, then out of the broker. */
    private static void commit(Session session, OutputStream out) throws JMSException, IOException {
        out.flush();
        session.commit();
    }

    private void write(Message message, OutputStream out) throws JMSException, IOException {
        out.write(
                json
                        ? JsonText.of(MessageText.whole(message)).getBytes(StandardCharsets.UTF_8)
                        : MessageText.body(message));
        if (!raw || json) {
            out.write('\n');
        }
    }
}
