package io.postrider.crash;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.List;

/** The receiving half of the load. Each method is one session's work, on one thread, until the process dies. */
final class LoadConsumers {
    private static final int BATCH = 20;
    private static final double ROLLBACK = 0.1;
    private static final double LISTENER_FAILS = 0.01;
    private static final long WAIT_MILLIS = 50;

    private final LoadSettings settings;
    private final EventLog log;
    private final Connection connection;

    LoadConsumers(LoadSettings settings, Connection connection) {
        this.settings = settings;
        this.connection = connection;
        log = settings.log();
    }

    /** Sets the listeners, and makes the subscriptions on the first run. */
    void listen() throws JMSException {
        LoadSession auto = new LoadSession(settings, connection, "auto", Session.AUTO_ACKNOWLEDGE);
        auto.jms()
                .createConsumer(auto.jms().createQueue(Routes.AUTO))
                .setMessageListener(message -> onMessage(auto, Routes.AUTO, message, LISTENER_FAILS));
        LoadSession lazy = new LoadSession(settings, connection, "lazy", Session.DUPS_OK_ACKNOWLEDGE);
        lazy.jms()
                .createDurableConsumer(lazy.jms().createTopic(Routes.TOPIC), Routes.DURABLE)
                .setMessageListener(message -> onMessage(lazy, Routes.DURABLE, message, 0));
        LoadSession maker = new LoadSession(settings, connection, "maker", Session.AUTO_ACKNOWLEDGE);
        maker.jms()
                .createSharedDurableConsumer(maker.jms().createTopic(Routes.TOPIC), Routes.SHARED)
                .close();
    }

    private void onMessage(LoadSession session, String endpoint, Message message, double failureProbability) {
        try {
            MessageName name = session.delivered(endpoint, message);
            if (session.chance(failureProbability)) {
                log.write(Event.Kind.RESET, endpoint);
                throw new IllegalArgumentException("a listener that fails now and then");
            }
            log.write(Event.Kind.ACKNOWLEDGING, endpoint, name);
        } catch (JMSException unreadable) {
            log.write(Event.Kind.FAILED, unreadable.getClass().getName());
        }
    }

    /** CLIENT_ACKNOWLEDGE, some messages at a time, recovering now and then instead. */
    void acknowledgeByHand() throws JMSException {
        LoadSession session = new LoadSession(settings, connection, "byhand", Session.CLIENT_ACKNOWLEDGE);
        MessageConsumer consumer = session.jms().createConsumer(session.jms().createQueue(Routes.CLIENT));
        while (true) {
            List<MessageName> received = new ArrayList<>();
            Message last = null;
            Message message = consumer.receive(WAIT_MILLIS);
            for (int i = session.some(BATCH); i > 0 && message != null; i--) {
                last = message;
                received.add(session.delivered(Routes.CLIENT, message));
                message = i > 1 ? consumer.receiveNoWait() : null;
            }
            if (last != null && session.chance(ROLLBACK)) {
                log.write(Event.Kind.RESET, Routes.CLIENT);
                session.jms().recover();
            } else if (last != null) {
                received.forEach(name -> log.write(Event.Kind.ACKNOWLEDGING, Routes.CLIENT, name));
                last.acknowledge();
            }
        }
    }

    /** Moves messages from queue to queue, some in each transaction. */
    void move(String mover) throws JMSException {
        LoadSession session = new LoadSession(settings, connection, mover, Session.SESSION_TRANSACTED);
        MessageProducer out = session.producer(session.jms().createQueue(Routes.OUT));
        MessageConsumer in = session.jms().createConsumer(session.jms().createQueue(Routes.IN));
        take(session, in, Routes.IN, () -> session.sendInTransaction(out));
    }

    /** Takes messages off a queue, some in each transaction. */
    void takeFromQueue(String queue) throws JMSException {
        LoadSession session = new LoadSession(settings, connection, "from-" + queue, Session.SESSION_TRANSACTED);
        take(session, session.jms().createConsumer(session.jms().createQueue(queue)), queue, () -> {});
    }

    /** Takes messages off the shared subscription, some in each transaction. */
    void takeFromShared(String owner) throws JMSException {
        LoadSession session = new LoadSession(settings, connection, owner, Session.SESSION_TRANSACTED);
        MessageConsumer consumer =
                session.jms().createSharedDurableConsumer(session.jms().createTopic(Routes.TOPIC), Routes.SHARED);
        take(session, consumer, Routes.SHARED, () -> {});
    }

    private static void take(LoadSession session, MessageConsumer consumer, String endpoint, PerMessage also)
            throws JMSException {
        while (true) {
            Message message = consumer.receive(WAIT_MILLIS);
            for (int i = session.some(BATCH); i > 0 && message != null; i--) {
                session.takeInTransaction(endpoint, message);
                also.run();
                message = i > 1 ? consumer.receiveNoWait() : null;
            }
            session.endTransaction(ROLLBACK);
        }
    }

    private interface PerMessage {
        void run() throws JMSException;
    }
}
