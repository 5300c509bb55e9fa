package io.postrider.examples.publishsubscribe;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Topic;

/** A display shows the prices that come while it is on; an archive gets all of them, also those that came while it was off. */
public final class PublishSubscribe {

    private PublishSubscribe() {}

    /** Takes no arguments. The broker's journal is in {@code ./postrider-data/prices}. */
    public static void main(String[] arguments) {
        ConnectionFactory factory = new PostriderConnectionFactory("vm://prices");
        try (JMSContext archive = factory.createContext()) {
            // from its first use on the subscription is known by its name, until somebody unsubscribes
            archive.createSharedDurableConsumer(archive.createTopic("prices"), "archive");
        }
        try (JMSContext publisher = factory.createContext();
                JMSContext screen = factory.createContext()) {
            Topic prices = publisher.createTopic("prices");
            publisher.createProducer().send(prices, "rye 3.20"); // nobody looks at the display
            JMSConsumer display = screen.createConsumer(prices);
            publisher.createProducer().send(prices, "rye 3.40");
            print("display", display);
        }
        try (JMSContext archive = factory.createContext()) {
            print("archive", archive.createSharedDurableConsumer(archive.createTopic("prices"), "archive"));
        }
    }

    private static void print(String who, JMSConsumer subscription) {
        String price = subscription.receiveBodyNoWait(String.class);
        while (price != null) {
            System.out.println(who + ": " + price);
            price = subscription.receiveBodyNoWait(String.class);
        }
    }
}
