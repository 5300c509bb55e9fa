package io.postrider.crash;

import jakarta.jms.Connection;
import jakarta.jms.Destination;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import jakarta.jms.TextMessage;
import java.util.Random;

/** One session of the load with what its producers and consumers share. For one thread, as sessions are. */
final class LoadSession {
    private static final String NAME = "name";

    private final EventLog log;
    private final String owner;
    private final int run;
    private final Session session;
    private final Random random;
    private int sent;
    private int transactions = 1;

    LoadSession(LoadSettings settings, Connection connection, String owner, int acknowledgeMode) throws JMSException {
        this(settings, connection.createSession(acknowledgeMode), owner);
    }

    LoadSession(LoadSettings settings, Session session, String owner) {
        log = settings.log();
        run = settings.run();
        this.owner = owner;
        this.session = session;
        random = new Random(settings.seed() * 31 + owner.hashCode() * 17L + run);
    }

    Session jms() {
        return session;
    }

    /** Whether something of this probability happens now. */
    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** From 1 to {@code most}. */
    int some(int most) {
        return 1 + random.nextInt(most);
    }

    int sentCount() {
        return sent;
    }

    MessageName nextName() {
        return new MessageName(owner, run, ++sent);
    }

    TextMessage message(MessageName name) throws JMSException {
        TextMessage message = session.createTextMessage(Payload.of(name));
        message.setStringProperty(NAME, name.toString());
        return message;
    }

    MessageProducer producer(Destination destination) throws JMSException {
        return session.createProducer(destination);
    }

    /** Writes down that the message has arrived, and looks at its content. */
    MessageName delivered(String endpoint, Message message) throws JMSException {
        MessageName name = MessageName.parse(message.getStringProperty(NAME));
        log.write(Event.Kind.DELIVERED, endpoint, name, message.getIntProperty("JMSXDeliveryCount"));
        boolean flagged = message.getJMSRedelivered();
        boolean counted = message.getIntProperty("JMSXDeliveryCount") > 1;
        if (flagged != counted || !Payload.of(name).equals(((TextMessage) message).getText())) {
            log.write(Event.Kind.DAMAGED, endpoint, name);
        }
        return name;
    }

    /** Sends within the present transaction. */
    void sendInTransaction(MessageProducer producer) throws JMSException {
        MessageName name = nextName();
        log.write(Event.Kind.SENDING, transactionName(), name);
        producer.send(message(name));
    }

    /** Takes a message within the present transaction. */
    void takeInTransaction(String endpoint, Message message) throws JMSException {
        MessageName name = delivered(endpoint, message);
        log.write(Event.Kind.TAKING, transactionName(), endpoint, name);
    }

    /** Ends the present transaction: by commit, or, with that probability, by rollback. */
    void endTransaction(double rollbackProbability) throws JMSException {
        if (chance(rollbackProbability)) {
            log.write(Event.Kind.ROLLING_BACK, transactionName());
            session.rollback();
        } else {
            log.write(Event.Kind.COMMITTING, transactionName());
            session.commit();
            log.write(Event.Kind.COMMITTED, transactionName());
        }
        beginNextTransaction();
    }

    void beginNextTransaction() {
        transactions++;
    }

    /** The name of the present transaction. */
    String transactionName() {
        return owner + "." + run + "/" + transactions;
    }
}
