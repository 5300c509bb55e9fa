package io.postrider.servers.bakery.shop;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** An enterprise bean: each method is a transaction that holds the ledger's entry and the message, or neither. */
@Stateless
public class Till {
    @Resource
    private SessionContext transaction;

    @Resource(name = "jms/ConnectionFactory")
    private ConnectionFactory connections;

    @EJB
    private Ledger ledger;

    /** Writes into the ledger, sends, and rolls back if told so. */
    public void send(Destination to, String text, String fate, boolean commit) {
        send(connections, to, text, fate);
        if (!commit) {
            transaction.setRollbackOnly();
        }
    }

    /** The same by a factory that the caller brings; always committed. */
    public void send(ConnectionFactory by, Destination to, String text, String fate) {
        ledger.write("till", text);
        try (JMSContext context = by.createContext()) {
            context.createProducer().setProperty("fate", fate).send(to, text);
        }
    }

    /** Sends by its own factory and by another one, so with three resources in the transaction. */
    public void sendTwice(ConnectionFactory by, Destination to, String text) {
        send(connections, to, text, null);
        try (JMSContext context = by.createContext()) {
            context.createProducer().send(to, text);
        }
    }

    /** Receives, writes that into the ledger, and rolls back if told so; null if nothing came in time. */
    public String receive(Destination from, boolean commit, long timeoutMillis) throws JMSException {
        try (JMSContext context = connections.createContext()) {
            Message message = context.createConsumer(from).receive(timeoutMillis);
            if (message == null) {
                return null;
            }
            String text = message.getBody(String.class);
            ledger.write("till", text);
            if (!commit) {
                transaction.setRollbackOnly();
            }
            return text + " #" + message.getIntProperty("JMSXDeliveryCount");
        }
    }
}
