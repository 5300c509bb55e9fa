package io.postrider.servers.bakery.shop;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.ejb.EJB;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.transaction.Transactional;

/** A CDI bean with an injected context that the server makes with our factory; the transaction ends with the method. */
public abstract class Counter {
    @EJB
    private Ledger ledger;

    /** The context, which the server injects: how it is named differs. */
    abstract JMSContext context();

    /** Writes into the ledger and sends. */
    @Transactional
    public void send(Destination to, String text, boolean commit) {
        ledger.write("counter", text);
        context().createProducer().send(to, text);
        if (!commit) {
            throw new ChangedMind();
        }
    }

    /** Receives and writes that into the ledger; null if nothing came in time. */
    @Transactional
    public String receive(Destination from, boolean commit, long timeoutMillis) throws JMSException {
        Message message = context().createConsumer(from).receive(timeoutMillis);
        if (message == null) {
            return null;
        }
        ledger.write("counter", message.getBody(String.class));
        if (!commit) {
            throw new ChangedMind();
        }
        return message.getBody(String.class) + " #" + message.getIntProperty("JMSXDeliveryCount");
    }
}
