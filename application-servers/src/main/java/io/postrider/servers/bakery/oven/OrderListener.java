package io.postrider.servers.bakery.oven;

import io.postrider.servers.bakery.ledger.Ledger;
import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.EJB;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.Queue;

/**
 * Bakes what is ordered: takes an order, writes it into the ledger and answers, all in one transaction. An order may say in its
 * property {@code fate} how that is to end: {@code rollback-once}, {@code throw-once} or {@code rollback-always}.
 */
@MessageDriven(
        name = "OrderListener",
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "maxSessions", propertyValue = "5")
        })
public class OrderListener implements MessageListener {
    @Resource
    private MessageDrivenContext transaction;

    @Resource(name = "jms/ConnectionFactory")
    private ConnectionFactory connections;

    @Resource(name = "jms/bread")
    private Queue bread;

    @EJB
    private Ledger ledger;

    @Override
    public void onMessage(Message order) {
        try {
            String text = order.getBody(String.class);
            int attempt = order.getIntProperty("JMSXDeliveryCount");
            ledger.write("oven", text);
            try (JMSContext context = connections.createContext()) {
                context.createProducer().setProperty("attempt", attempt).send(bread, "baked " + text);
            }
            meet(order.getStringProperty("fate"), attempt);
        } catch (JMSException e) {
            throw new IllegalStateException("The order cannot be read", e);
        }
    }

    private void meet(String fate, int attempt) {
        if ("rollback-always".equals(fate) || ("rollback-once".equals(fate) && attempt == 1)) {
            transaction.setRollbackOnly();
        } else if ("throw-once".equals(fate) && attempt == 1) {
            throw new IllegalStateException("This order fails at the first attempt, as it asked for");
        }
    }
}
