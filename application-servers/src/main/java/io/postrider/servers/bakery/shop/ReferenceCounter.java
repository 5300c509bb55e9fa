package io.postrider.servers.bakery.shop;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;

/** Names the factory by a reference of the application, which web.xml leads into the directory. */
@ApplicationScoped
public class ReferenceCounter extends Counter {
    @Inject
    @JMSConnectionFactory("java:comp/env/jms/ConnectionFactory")
    private JMSContext context;

    @Override
    JMSContext context() {
        return context;
    }
}
