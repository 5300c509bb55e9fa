package io.postrider.client.acknowledge;

import jakarta.jms.JMSException;
import jakarta.jms.Session;

/** How a session acknowledges what it hands to the application; section 6.2.10 of the specification. */
public enum AcknowledgeMode {
    /** With the commit of the session's transaction. */
    TRANSACTED(Session.SESSION_TRANSACTED),
    /** Each message as {@code receive} returns it, or as the listener returns. */
    AUTO(Session.AUTO_ACKNOWLEDGE),
    /** All messages handed out so far, when the application says so. */
    CLIENT(Session.CLIENT_ACKNOWLEDGE),
    /** As {@link #AUTO}, several at a time. */
    DUPS_OK(Session.DUPS_OK_ACKNOWLEDGE),
    /** One message, when the application says so: an extra of this provider. */
    INDIVIDUAL(AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE);

    /**
     * For {@code Connection.createSession(int)} and {@code ConnectionFactory.createContext(int)}: a message's
     * {@code acknowledge()} acknowledges this one message. The number is the one that peers have chosen for the same.
     */
    public static final int INDIVIDUAL_ACKNOWLEDGE = 101;

    private static final AcknowledgeMode[] ALL = values();

    private final int sessionMode;

    AcknowledgeMode(int sessionMode) {
        this.sessionMode = sessionMode;
    }

    /**
     * The mode of this number.
     *
     * @throws JMSException if there is none
     */
    public static AcknowledgeMode of(int sessionMode) throws JMSException {
        for (AcknowledgeMode mode : ALL) {
            if (mode.sessionMode == sessionMode) {
                return mode;
            }
        }
        throw new JMSException("there is no session mode " + sessionMode, "INVALID_SESSION_MODE");
    }

    /** The number by which the specification knows it. */
    public int sessionMode() {
        return sessionMode;
    }

    /** Whether the session itself acknowledges, outside of a transaction. */
    public boolean isAutomatic() {
        return this == AUTO || this == DUPS_OK;
    }
}
