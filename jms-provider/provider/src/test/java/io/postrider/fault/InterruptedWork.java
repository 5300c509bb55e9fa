package io.postrider.fault;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TextMessage;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * An application's thread that makes every kind of call, chosen by a seed, and may be interrupted during any; and what it has been promised
 * and has taken. One thread does the work and counts.
 */
final class InterruptedWork {
    private static final int RECEIVE_MILLIS = 50;
    private static final int MOST_TRIES = 200;

    private final ConnectionFactory factory;
    private final Random random;

    /** What a send or a commit has confirmed. */
    final Set<String> confirmed = new HashSet<>();

    /** What a failed send or commit may have sent. */
    final Set<String> perhapsSent = new HashSet<>();

    /** What came, and was acknowledged by the return of a receive. One that throws has taken nothing. */
    final Set<String> taken = new HashSet<>();

    /** What should not be. */
    final List<String> violations = new ArrayList<>();

    /** How many calls were ended by an interrupt, or by what one had done before. */
    int failures;

    private Connection connection;
    private Session session;
    private Session transacted;
    private int sent;

    InterruptedWork(ConnectionFactory factory, Random random) {
        this.factory = factory;
        this.random = random;
    }

    @FunctionalInterface
    private interface Call {
        void run() throws JMSException;
    }

    /** One step of some kind. */
    void step() {
        if (connection == null) {
            attempt(this::connect);
            return;
        }
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> send();
            case 4, 5, 6 -> sendInTransaction();
            case 7, 8, 9, 10 -> receive();
            case 11, 12, 13 -> move();
            case 14 -> attempt(this::browse);
            case 15 -> attempt(this::useTemporaryQueue);
            case 16 -> attempt(this::openAndClose);
            case 17 ->
                attempt(() -> {
                    connection.stop();
                    connection.start();
                });
            case 18 -> attempt(() -> session.recover());
            default -> reconnectNowAndThen();
        }
    }

    private void connect() throws JMSException {
        Connection made = factory.createConnection();
        try {
            session = made.createSession();
            transacted = made.createSession(Session.SESSION_TRANSACTED);
            made.start();
            connection = made;
        } finally {
            if (connection == null) {
                made.close();
            }
        }
    }

    private void reconnectNowAndThen() {
        if (random.nextInt(4) == 0) {
            close();
        }
    }

    /** Closes the connection: an interrupt does not keep it open. */
    void close() {
        Connection closing = connection;
        connection = null;
        if (closing != null) {
            attempt(closing::close);
        }
    }

    /** Makes a call that may fail; whether it did not. */
    private boolean attempt(Call call) {
        try {
            call.run();
            return true;
        } catch (JMSException e) {
            failures++;
            return false;
        } catch (RuntimeException e) {
            violations.add("an unchecked exception: " + e);
            return false;
        } finally {
            if (random.nextBoolean()) {
                // an application that looks at its flag; the others call on with it set
                Thread.interrupted();
            }
        }
    }

    private static void send(Session session, Queue queue, String text) throws JMSException {
        try (MessageProducer producer = session.createProducer(queue)) {
            producer.send(session.createTextMessage(text));
        }
    }

    private void send() {
        String text = "m" + ++sent;
        boolean[] done = new boolean[1];
        attempt(() -> {
            try (MessageProducer producer = session.createProducer(session.createQueue("in"))) {
                producer.send(session.createTextMessage(text));
                done[0] = true;
            }
        });
        (done[0] ? confirmed : perhapsSent).add(text);
    }

    private void sendInTransaction() {
        String text = "t" + ++sent;
        String undone = "never" + sent;
        boolean committed = attempt(() -> {
            send(transacted, transacted.createQueue("in"), undone);
            transacted.rollback();
            send(transacted, transacted.createQueue("in"), text);
            transacted.commit();
        });
        (committed ? confirmed : perhapsSent).add(text);
        if (!committed) {
            endTransaction();
        }
    }

    /** Until a rollback returns, or the transaction is known to have ended. */
    private void endTransaction() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            if (attempt(transacted::rollback)) {
                return;
            }
            Thread.interrupted();
        }
        violations.add("a transaction could not be rolled back, after " + MOST_TRIES + " tries");
    }

    private void receive() {
        String[] text = new String[1];
        boolean returned = attempt(() -> {
            try (MessageConsumer consumer = session.createConsumer(session.createQueue("in"))) {
                Message message = random.nextBoolean() ? consumer.receive(RECEIVE_MILLIS) : consumer.receiveNoWait();
                text[0] = message == null ? null : ((TextMessage) message).getText();
            }
        });
        if (text[0] != null) {
            took(text[0]);
        } else if (returned) {
            Thread.interrupted();
        }
    }

    private void took(String text) {
        if (!taken.add(text)) {
            violations.add(text + " was taken twice");
        }
    }

    /** From one queue to another, in a transaction. */
    private void move() {
        String[] text = new String[1];
        boolean committed = attempt(() -> {
            try (MessageConsumer consumer = transacted.createConsumer(transacted.createQueue("in"))) {
                Message message = consumer.receive(RECEIVE_MILLIS);
                if (message != null) {
                    text[0] = ((TextMessage) message).getText();
                    send(transacted, transacted.createQueue("out"), text[0]);
                }
                transacted.commit();
            }
        });
        if (!committed) {
            endTransaction();
        }
    }

    private void browse() throws JMSException {
        try (QueueBrowser browser = session.createBrowser(session.createQueue("in"))) {
            Enumeration<?> messages = browser.getEnumeration();
            for (int i = 0; i < 5 && messages.hasMoreElements(); i++) {
                messages.nextElement();
            }
        }
    }

    private void useTemporaryQueue() throws JMSException {
        TemporaryQueue queue = session.createTemporaryQueue();
        try {
            send(session, queue, "temporary");
        } finally {
            queue.delete();
        }
    }

    private void openAndClose() throws JMSException {
        try (Session other = connection.createSession(Session.CLIENT_ACKNOWLEDGE);
                MessageConsumer consumer = other.createConsumer(other.createQueue("in"))) {
            consumer.receive(RECEIVE_MILLIS);
            other.recover();
        }
    }
}
