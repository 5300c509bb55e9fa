package io.postrider.ra.settings;

import jakarta.jms.JMSException;

/** The resource adapter as its connection factories and activations see it: what it is configured with, and its broker. */
public interface Adapter {

    /** What the adapter is configured with: it holds where a connection factory or activation says nothing. */
    BrokerAccess defaultAccess();

    /**
     * Keeps the broker of a URL running until the adapter stops, where it is one of this VM. Blocks while it is started. Called
     * before each connection, and cheap when the broker is kept already.
     *
     * @throws JMSException if it cannot be started, or the adapter is not started
     */
    void keepBroker(String url) throws JMSException;
}
