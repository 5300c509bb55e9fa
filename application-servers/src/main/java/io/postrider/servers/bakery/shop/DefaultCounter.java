package io.postrider.servers.bakery.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.Destination;
import jakarta.jms.JMSContext;
import jakarta.transaction.Transactional;

/** A CDI bean that names no factory: it gets the server's default one, which the configuration has made ours. */
@ApplicationScoped
public class DefaultCounter {
    @Inject
    private JMSContext context;

    /** Sends in a transaction of its own. */
    @Transactional
    public void send(Destination to, String text) {
        context.createProducer().send(to, text);
    }
}
