package io.postrider.examples.pipeline;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The broker of the example: in whichever process has it open, with its journal in one directory. */
final class Store {
    private static final String NAME = "demo";

    private Store() {}

    /** Opens the broker on first use. */
    static ConnectionFactory connectionFactory(Path dataDirectory) {
        String directory = URLEncoder.encode(dataDirectory.toString(), StandardCharsets.UTF_8);
        return new PostriderConnectionFactory("vm://" + NAME + "?dataDirectory=" + directory);
    }

    /**
     * What the pipeline left behind: read from the journal, after all its processes have ended.
     *
     * @throws BrokerException if the journal cannot be opened
     */
    static Remains readRemains(Path dataDirectory) throws BrokerException, JMSException {
        try (Broker broker = Postrider.broker()
                        .name(NAME)
                        .dataDirectory(dataDirectory)
                        .start();
                JMSContext session = new PostriderConnectionFactory("vm://" + broker.name())
                        .createContext(JMSContext.SESSION_TRANSACTED)) {
            Message offset = take(session, Names.OFFSET);
            Message totals = take(session, Names.TOTALS);
            session.rollback();
            return new Remains(
                    offset == null ? 0 : offset.getLongProperty(Names.RECORD),
                    totals == null ? new Totals() : Totals.readFrom((MapMessage) totals));
        }
    }

    private static Message take(JMSContext session, String queue) {
        try (JMSConsumer consumer = session.createConsumer(session.createQueue(queue))) {
            return consumer.receiveNoWait();
        }
    }

    /**
     * What is in the journal at the end.
     *
     * @param recordsIn how many records the first stage has committed
     * @param totals what the last stage has counted
     */
    record Remains(long recordsIn, Totals totals) {}
}
