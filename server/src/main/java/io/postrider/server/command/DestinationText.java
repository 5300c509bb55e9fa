package io.postrider.server.command;

import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.jms.Topic;

/** A destination as it is written on the command line. */
final class DestinationText {
    static final String MEANING = "a queue's name, or queue://NAME, or topic://NAME";

    private static final String QUEUE = "queue://";
    private static final String TOPIC = "topic://";

    private DestinationText() {}

    static Destination parse(String text, Session session) throws JMSException, CommandFailure {
        if (text.contains("://") && !text.startsWith(QUEUE) && !text.startsWith(TOPIC)) {
            throw new CommandFailure("\"" + text + "\" is no destination, which is " + MEANING);
        }
        return text.startsWith(TOPIC)
                ? session.createTopic(text.substring(TOPIC.length()))
                : session.createQueue(text.startsWith(QUEUE) ? text.substring(QUEUE.length()) : text);
    }

    static Queue queue(String text, Session session) throws JMSException, CommandFailure {
        if (parse(text, session) instanceof Queue queue && !text.startsWith(TOPIC)) {
            return queue;
        }
        throw new CommandFailure(text + " is no queue");
    }

    static Topic topic(String text, Session session) throws JMSException, CommandFailure {
        if (text.startsWith(TOPIC)) {
            return session.createTopic(text.substring(TOPIC.length()));
        }
        throw new CommandFailure("a subscription is one of a topic: " + TOPIC + text);
    }
}
