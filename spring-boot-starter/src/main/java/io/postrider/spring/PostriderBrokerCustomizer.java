package io.postrider.spring;

import io.postrider.broker.BrokerBuilder;

/** A bean of this type tells the embedded broker more before it starts: users, permissions, delivery attempts. */
@FunctionalInterface
public interface PostriderBrokerCustomizer {

    /** Changes the settings, which hold what the properties say. */
    void customize(BrokerBuilder broker);
}
