package io.postrider.protocol.link;

/**
 * Every way a command can fail, said once: a permanent code, the exception of the specification that the application
 * sees, the XA code where there is one, and whether the link survives.
 */
public enum BrokerError {
    /** A defect in the broker, or a failure that has no row of its own. */
    INTERNAL(1, "JMSException", Xa.RMERR, true),
    /** The address cannot be understood or has unknown options. */
    INVALID_ADDRESS(2, "JMSException", Xa.RMERR, false),
    /** No broker answers there, or it is stopping. */
    BROKER_UNAVAILABLE(3, "JMSException", Xa.RMFAIL, false),
    /** The link was closed by this side. */
    LINK_CLOSED(4, "IllegalStateException", Xa.RMFAIL, false),
    /** The link broke, or the broker closed it. */
    LINK_LOST(5, "JMSException", Xa.RMFAIL, false),
    /** User and password do not fit. */
    NOT_AUTHENTICATED(6, "JMSSecurityException", Xa.RMERR, false),
    /** This user may not do that. */
    NOT_AUTHORIZED(7, "JMSSecurityException", Xa.RMERR, true),
    /** The client identifier is taken, or not permitted. */
    INVALID_CLIENT_ID(8, "InvalidClientIDException", Xa.RMERR, true),
    /** The destination does not exist, is of the wrong kind or belongs to another connection. */
    INVALID_DESTINATION(9, "InvalidDestinationException", Xa.RMERR, true),
    /** The selector is not valid; the message gives the position. */
    INVALID_SELECTOR(10, "InvalidSelectorException", Xa.RMERR, true),
    /** The subscription has a consumer, and may not have another or be deleted. */
    SUBSCRIPTION_IN_USE(11, "IllegalStateException", Xa.RMERR, true),
    /** There is no durable subscription of this name. */
    NO_SUCH_SUBSCRIPTION(12, "InvalidDestinationException", Xa.RMERR, true),
    /** The destination is still in use. */
    DESTINATION_IN_USE(13, "IllegalStateException", Xa.RMERR, true),
    /** A limit of memory, store or count is reached; the message gives the figure and the setting. */
    RESOURCE_LIMIT(14, "ResourceAllocationException", Xa.RMERR, true),
    /** The journal has failed, or cannot store this now; nothing was stored. */
    JOURNAL_FAILED(15, "ResourceAllocationException", Xa.RMFAIL, true),
    /** The transaction was rolled back instead of committed. */
    TRANSACTION_ROLLED_BACK(16, "TransactionRolledBackException", Xa.RBROLLBACK, true),
    /** A command is not permitted in the present state. */
    ILLEGAL_STATE(17, "IllegalStateException", Xa.PROTO, true),
    /** The branch is not known. */
    XA_UNKNOWN_BRANCH(18, "JMSException", Xa.NOTA, true),
    /** The branch exists already. */
    XA_DUPLICATE_BRANCH(19, "JMSException", Xa.DUPID, true),
    /** The command does not fit the branch's state. */
    XA_PROTOCOL(20, "JMSException", Xa.PROTO, true),
    /** The branch took longer than its time-out, and was rolled back. */
    XA_TIMED_OUT(21, "TransactionRolledBackException", Xa.RBTIMEOUT, true),
    /** The branch was committed by an operator's decision. */
    XA_HEURISTIC_COMMIT(22, "JMSException", Xa.HEURCOM, true),
    /** The branch was rolled back by an operator's decision. */
    XA_HEURISTIC_ROLLBACK(23, "JMSException", Xa.HEURRB, true),
    /** A management request has a verb or an argument that the broker does not know, or a value it cannot understand. */
    INVALID_REQUEST(24, "JMSException", Xa.RMERR, true),
    /** The delivery was one of a link that is lost: it went back to the broker, and comes again, flagged as redelivered. */
    STALE_DELIVERY(25, "JMSException", Xa.RBROLLBACK, true),
    /** A consumer was slow, and its policy says that the broker ends its link then; the message gives the figure and the option. */
    SLOW_CONSUMER(26, "JMSException", Xa.RMFAIL, false);

    private final int code;
    private final String jmsException;
    private final int xaCode;
    private final boolean linkSurvives;

    BrokerError(int code, String jmsException, int xaCode, boolean linkSurvives) {
        this.code = code;
        this.jmsException = jmsException;
        this.xaCode = xaCode;
        this.linkSurvives = linkSurvives;
    }

    /** The permanent code, above 0. */
    public int code() {
        return code;
    }

    /** The error with this code, or {@link #INTERNAL} for one that a newer broker knows and this code does not. */
    public static BrokerError ofCode(int code) {
        for (BrokerError error : values()) {
            if (error.code == code) {
                return error;
            }
        }
        return INTERNAL;
    }

    /** The simple name of the exception in {@code jakarta.jms} that the application sees. */
    public String jmsException() {
        return jmsException;
    }

    /** The error code of {@code javax.transaction.xa.XAException} for it. */
    public int xaCode() {
        return xaCode;
    }

    /** Whether the link can still be used. */
    public boolean linkSurvives() {
        return linkSurvives;
    }

    /** The codes of {@code javax.transaction.xa.XAException}, by their names there. */
    private static final class Xa {
        private static final int RBROLLBACK = 100;
        private static final int RBTIMEOUT = 106;
        private static final int HEURCOM = 7;
        private static final int HEURRB = 6;
        private static final int RMERR = -3;
        private static final int NOTA = -4;
        private static final int PROTO = -6;
        private static final int RMFAIL = -7;
        private static final int DUPID = -8;
    }
}
