package io.postrider.servers.bakery.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;

/** Names the factory as it is in the directory, for Payara, which takes no references there. */
@ApplicationScoped
public class DirectoryCounter extends Counter {
    @Inject
    @JMSConnectionFactory("jms/ConnectionFactory")
    private JMSContext context;

    @Override
    JMSContext context() {
        return context;
    }
}
