package io.postrider.examples.mdb;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;

/** Takes an order and sends the bread, in one transaction of the server: if it fails, nothing was sent and the order comes again. */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destination", propertyValue = "orders"),
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSessions", propertyValue = "4")
        })
public class OrderListener implements MessageListener {
    @Resource
    private ConnectionFactory connections; // the server's default

    @Override
    public void onMessage(Message order) {
        try (JMSContext context = connections.createContext()) { // pooled, and part of the transaction
            String bread = order.getBody(String.class);
            int attempt = order.getIntProperty("JMSXDeliveryCount");
            context.createProducer()
                    .send(context.createQueue("deliveries"), "a fresh " + bread + " (attempt " + attempt + ")");
            if (bread.equals("wedding cake") && attempt == 1) {
                throw new IllegalStateException("the wedding cake has collapsed");
            }
        } catch (JMSException e) {
            throw new IllegalStateException(e);
        }
    }
}
