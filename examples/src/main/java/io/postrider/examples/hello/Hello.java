package io.postrider.examples.hello;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.Queue;

/** Sends a durable message to a queue of a broker in this VM, and receives it. */
public final class Hello {

    private Hello() {}

    /** Takes no arguments. The broker's journal is in {@code ./postrider-data/orders}. */
    public static void main(String[] arguments) {
        var factory = new PostriderConnectionFactory("vm://orders"); // journal: ./postrider-data/orders
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            Queue bakery = context.createQueue("bakery");
            context.createProducer().setProperty("loaves", 2).send(bakery, "rye bread");
            context.commit(); // from here on it survives the death of this process
            var large = context.createConsumer(bakery, "loaves >= 2");
            System.out.println(large.receiveBody(String.class));
            context.commit(); // from here on it is gone for good
        }
    }
}
