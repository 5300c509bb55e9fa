package io.postrider.servers.bakery.oven;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Reads each of the news once, whichever of its instances gets it: a shared durable subscription. */
@MessageDriven(
        name = "SharedNewsListener",
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Topic"),
            @ActivationConfigProperty(propertyName = "subscriptionDurability", propertyValue = "Durable"),
            @ActivationConfigProperty(propertyName = "subscriptionName", propertyValue = "readers"),
            @ActivationConfigProperty(propertyName = "shareSubscriptions", propertyValue = "true"),
            @ActivationConfigProperty(propertyName = "maxSessions", propertyValue = "3")
        })
public class SharedNewsListener implements MessageListener {
    @EJB
    private Ledger ledger;

    @Override
    public void onMessage(Message news) {
        try {
            ledger.write("shared", news.getBody(String.class));
        } catch (JMSException e) {
            throw new IllegalStateException("The news cannot be read", e);
        }
    }
}
