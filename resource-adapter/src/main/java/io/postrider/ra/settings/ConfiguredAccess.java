package io.postrider.ra.settings;

/** What knows, from its configuration, where a broker is and as whom to connect. */
public interface ConfiguredAccess {

    /** What is configured, with the adapter's settings where it says nothing. */
    BrokerAccess brokerAccess();
}
