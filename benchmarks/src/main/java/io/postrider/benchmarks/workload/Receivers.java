package io.postrider.benchmarks.workload;

import jakarta.jms.BytesMessage;
import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageListener;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import java.util.ArrayList;
import java.util.List;

/** The consumers of a shape, each with a listener in a session of its own. */
final class Receivers {
    /** More sessions than this share connections. */
    private static final int MOST_CONNECTIONS = 32;

    private static final int SESSIONS_OF_A_SHARED_CONNECTION = 25;

    private final Bed bed;
    private final Shape shape;
    private final Meter meter;
    private final Credit credit;
    private final List<Connection> connections = new ArrayList<>();

    Receivers(Bed bed, Shape shape, Meter meter, Credit credit) {
        this.bed = bed;
        this.shape = shape;
        this.meter = meter;
        this.credit = credit;
    }

    /** Opens them all; they receive from then on. */
    void open() throws Exception {
        Connection connection = null;
        for (int i = 0; i < shape.consumers(); i++) {
            boolean shares = shape.consumers() > MOST_CONNECTIONS && i % SESSIONS_OF_A_SHARED_CONNECTION > 0;
            if (!shares) {
                connection = shape.target() == Shape.Target.DURABLE_SUBSCRIPTIONS
                        ? bed.connectAs("client-" + i)
                        : bed.connect();
                connections.add(connection);
            }
            Session session = connection.createSession(
                    shape.isTransacted() ? Session.SESSION_TRANSACTED : Session.AUTO_ACKNOWLEDGE);
            consumer(session, i).setMessageListener(new Receiver(session));
        }
    }

    void close() throws JMSException {
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private MessageConsumer consumer(Session session, int number) throws JMSException {
        String selector = shape.lanes() > 0 ? Senders.LANE + " = " + number : null;
        return switch (shape.target()) {
            case QUEUE, TOPIC -> session.createConsumer(Senders.destination(session, shape), selector);
            case DURABLE_SUBSCRIPTIONS ->
                session.createDurableConsumer((Topic) Senders.destination(session, shape), "subscription");
            case SHARED_DURABLE_SUBSCRIPTION ->
                session.createSharedDurableConsumer((Topic) Senders.destination(session, shape), "subscription");
        };
    }

    private final class Receiver implements MessageListener {
        private final Session session;
        private final Credit.Purse purse = credit.new Purse();
        private final byte[] body = new byte[bed.terms().bodyBytes() + 1];
        private int uncommitted;

        Receiver(Session session) {
            this.session = session;
        }

        @Override
        public void onMessage(Message message) {
            try {
                int length = ((BytesMessage) message).readBytes(body);
                if (length != body.length - 1) {
                    bed.fail(new IllegalStateException("a body of " + length + " bytes has come"));
                }
                if (shape.isTransacted() && ++uncommitted < shape.batch()) {
                    return;
                }
                if (shape.isTransacted()) {
                    session.commit();
                    uncommitted = 0;
                }
                meter.count(shape.batch());
                purse.give(shape.batch());
            } catch (JMSException e) {
                bed.fail(e);
            }
        }
    }
}
