package io.postrider.examples.springboot;

import java.util.concurrent.CountDownLatch;
import org.springframework.jms.annotation.JmsListener;
import org.springframework.messaging.handler.annotation.Header;
import org.springframework.messaging.handler.annotation.SendTo;
import org.springframework.stereotype.Component;

/** Bakes what is ordered. Spring runs each listener in a transaction: what fails is delivered again. */
@Component
class Bakery {
    private final CountDownLatch delivered;

    Bakery(CountDownLatch delivered) {
        this.delivered = delivered;
    }

    @JmsListener(destination = "orders")
    @SendTo("deliveries")
    String bake(String order, @Header("JMSXDeliveryCount") int attempt) {
        if (order.equals("wedding cake") && attempt == 1) {
            throw new IllegalStateException("it has collapsed");
        }
        return "a fresh " + order + (attempt == 1 ? "" : ", at the second attempt");
    }

    @JmsListener(destination = "deliveries")
    void deliver(String bread) {
        System.out.println("delivered: " + bread);
        delivered.countDown();
    }
}
