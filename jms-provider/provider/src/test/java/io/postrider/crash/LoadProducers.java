package io.postrider.crash;

import jakarta.jms.CompletionListener;
import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.concurrent.Semaphore;

/** The sending half of the load. Each method is one session's work, on one thread. */
final class LoadProducers {
    private static final int MESSAGES_PER_RUN = 3_000;
    private static final int WINDOW = 64;
    private static final double ROLLBACK = 0.1;

    private final LoadSettings settings;
    private final EventLog log;
    private final Connection connection;

    LoadProducers(LoadSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
        log = settings.log();
    }

    /** Each send is confirmed by its return. */
    void sendAndWait(String producer, String queue) throws JMSException {
        LoadSession session = new LoadSession(settings, connection, producer, Session.AUTO_ACKNOWLEDGE);
        sendAndWait(session, session.jms().createQueue(queue));
    }

    /** Each publication is confirmed by its return. */
    void publish(String producer, String topic) throws JMSException {
        LoadSession session = new LoadSession(settings, connection, producer, Session.AUTO_ACKNOWLEDGE);
        sendAndWait(session, session.jms().createTopic(topic));
    }

    private void sendAndWait(LoadSession session, Destination destination) throws JMSException {
        MessageProducer sender = session.producer(destination);
        while (session.sentCount() < MESSAGES_PER_RUN) {
            MessageName name = session.nextName();
            sender.send(session.message(name));
            log.write(Event.Kind.SENT, name);
        }
    }

    /** Each send is confirmed by its completion; some are under way at a time. */
    void sendAsynchronously(String producer, String queue) throws JMSException, InterruptedException {
        LoadSession session = new LoadSession(settings, connection, producer, Session.AUTO_ACKNOWLEDGE);
        MessageProducer sender = session.producer(session.jms().createQueue(queue));
        Semaphore window = new Semaphore(WINDOW);
        while (session.sentCount() < MESSAGES_PER_RUN) {
            window.acquire();
            MessageName name = session.nextName();
            sender.send(session.message(name), new Confirmation(name, window));
        }
    }

    private final class Confirmation implements CompletionListener {
        private final MessageName name;
        private final Semaphore window;

        Confirmation(MessageName name, Semaphore window) {
            this.name = name;
            this.window = window;
        }

        @Override
        public void onCompletion(Message message) {
            log.write(Event.Kind.SENT, name);
            window.release();
        }

        @Override
        public void onException(Message message, Exception exception) {
            log.write(Event.Kind.FAILED, exception.getClass().getName());
        }
    }

    /** A few sends are confirmed by their commit; some are rolled back. */
    void sendInTransactions(String producer, String queue) throws JMSException {
        LoadSession session = new LoadSession(settings, connection, producer, Session.SESSION_TRANSACTED);
        MessageProducer sender = session.producer(session.jms().createQueue(queue));
        while (session.sentCount() < MESSAGES_PER_RUN) {
            for (int i = session.some(20); i > 0; i--) {
                session.sendInTransaction(sender);
            }
            session.endTransaction(ROLLBACK);
        }
    }
}
