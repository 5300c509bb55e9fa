package io.postrider.examples.cdi;

import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;

/** Starts a CDI container, orders two breads, and ends when both are delivered. */
public final class BakeryApplication {

    private BakeryApplication() {}

    /** Takes no arguments. The broker's journal is in {@code ./postrider-data/postrider}. */
    public static void main(String[] arguments) throws InterruptedException {
        try (SeContainer container = SeContainerInitializer.newInstance().initialize()) {
            Bakery bakery = container.select(Bakery.class).get();
            bakery.order("rye bread");
            bakery.order("wedding cake");
            bakery.awaitDeliveries();
        }
    }
}
