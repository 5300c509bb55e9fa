package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.output.Output;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a queue holds. */
@Command(name = "browse", description = "Shows messages of a queue, and leaves them there.")
final class BrowseCommand implements Callable<Integer> {
    @Parameters(paramLabel = "QUEUE", description = "the queue's name")
    private String queue;

    @Option(names = "--filter", paramLabel = "SELECTOR", description = "a message selector (section 3.8)")
    private String selector;

    @Option(
            names = "--limit",
            paramLabel = "COUNT",
            defaultValue = "100",
            description = "how many at most; ${DEFAULT-VALUE} if not given")
    private int limit;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, JMSException {
        Requirement.that(limit > 0, spec, "--limit must be above 0");
        Output out = output.open();
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Connection open = connection.factory().createConnection();
                Session session = open.createSession(Session.AUTO_ACKNOWLEDGE);
                QueueBrowser browser = session.createBrowser(DestinationText.queue(queue, session), selector)) {
            open.start();
            Enumeration<?> messages = browser.getEnumeration();
            while (rows.size() < limit && messages.hasMoreElements()) {
                Message message = (Message) messages.nextElement();
                rows.add(out.isJson() ? MessageText.whole(message) : MessageText.brief(message));
            }
        }
        out.table(rows);
        return 0;
    }
}
