package io.postrider.servers.bakery.oven;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Reads the news, all of them, also what came while it was not there: a durable subscription. */
@MessageDriven(
        name = "DurableNewsListener",
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "archive"),
            @ActivationConfigProperty(propertyName = "clientId", propertyValue = "oven")
        })
public class DurableNewsListener implements MessageListener {
    @EJB
    private Ledger ledger;

    @Override
    public void onMessage(Message news) {
        try {
            ledger.write("durable", news.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException("The news cannot be read", e);
        }
    }
}
