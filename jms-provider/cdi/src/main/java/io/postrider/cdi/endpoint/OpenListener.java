package io.postrider.cdi.endpoint;

/** A listener that has its connection and is called with messages, until it is closed. */
interface OpenListener {

    /**
     * Ends it: waits for calls that are under way, begins no other. Messages that have come and not been handled go back.
     *
     * @throws jakarta.jms.JMSRuntimeException if the connection cannot be closed in order
     */
    void close();
}
