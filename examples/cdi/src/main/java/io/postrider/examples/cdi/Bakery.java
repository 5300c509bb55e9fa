package io.postrider.examples.cdi;

import io.postrider.cdi.listener.MessageProperty;
import io.postrider.cdi.listener.QueueListener;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSContext;
import java.util.concurrent.CountDownLatch;

/** Takes orders and bakes them. What a listener method sends is part of its transaction. */
@ApplicationScoped
public class Bakery {
    private final CountDownLatch delivered = new CountDownLatch(2);

    @Inject
    private JMSContext context;

    /** Sends an order. */
    public void order(String bread) {
        context.createProducer().send(context.createQueue("orders"), bread);
    }

    @QueueListener("orders")
    void bake(String order, @MessageProperty("JMSXDeliveryCount") int attempt) {
        context.createProducer()
                .send(context.createQueue("deliveries"), "a fresh " + order + " (attempt " + attempt + ")");
        if (order.equals("wedding cake") && attempt == 1) {
            throw new IllegalStateException("it has collapsed"); // nothing was sent, and the order comes again
        }
    }

    @QueueListener("deliveries")
    void deliver(String bread) {
        System.out.println("delivered: " + bread);
        delivered.countDown();
    }

    /** Blocks until two breads were delivered. */
    public void awaitDeliveries() throws InterruptedException {
        delivered.await();
    }
}
