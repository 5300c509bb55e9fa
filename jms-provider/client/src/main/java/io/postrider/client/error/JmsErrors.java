package io.postrider.client.error;

import io.postrider.protocol.link.BrokerException;
import jakarta.jms.IllegalStateException;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.MessageFormatException;
import jakarta.jms.MessageFormatRuntimeException;
import jakarta.jms.MessageNotWriteableException;
import jakarta.jms.MessageNotWriteableRuntimeException;
import jakarta.jms.ResourceAllocationException;
import jakarta.jms.ResourceAllocationRuntimeException;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.TransactionRolledBackException;
import jakarta.jms.TransactionRolledBackRuntimeException;
import java.util.Map;
import java.util.function.BiFunction;

/** Translates failures between the broker, the classic API and the simplified API. Nothing is lost on the way. */
public final class JmsErrors {
    private static final Map<String, BiFunction<String, String, JMSException>> CHECKED = Map.ofEntries(
            Map.entry("JMSException", JMSException::new),
            Map.entry("IllegalStateException", IllegalStateException::new),
            Map.entry("InvalidClientIDException", InvalidClientIDException::new),
            Map.entry("InvalidDestinationException", InvalidDestinationException::new),
            Map.entry("InvalidSelectorException", InvalidSelectorException::new),
            Map.entry("JMSSecurityException", JMSSecurityException::new),
            Map.entry("ResourceAllocationException", ResourceAllocationException::new),
            Map.entry("TransactionRolledBackException", TransactionRolledBackException::new));

    private JmsErrors() {}

    /**
     * What the application sees of a broker's failure: the exception that {@code BrokerError} names, with the same
     * sentence, the error's name as error code, and the failure as cause and linked exception.
     *
     * @return never null; the caller throws it
     */
    public static JMSException checked(BrokerException failure) {
        return checked(failure.getMessage(), failure);
    }

    /**
     * As {@link #checked(BrokerException)}, with a sentence of the caller's own that says what was being done.
     *
     * @return never null; the caller throws it
     */
    public static JMSException checked(String sentence, BrokerException failure) {
        String code = failure.error().name();
        JMSException exception = CHECKED.get(failure.error().jmsException()).apply(sentence, code);
        return withCause(exception, failure);
    }

    /**
     * The exception itself, with this failure as its cause and linked exception.
     *
     * @param <E> the exception's own class
     * @return the same exception; the caller throws it
     */
    public static <E extends JMSException> E withCause(E exception, Exception cause) {
        exception.setLinkedException(cause);
        if (exception.getCause() == null && exception != cause) {
            exception.initCause(cause);
        }
        return exception;
    }

    /**
     * The unchecked counterpart for the simplified API (section 10.3), with the same sentence and code, and the
     * checked one as its cause.
     *
     * @return never null; the caller throws it
     */
    public static JMSRuntimeException unchecked(JMSException e) {
        String reason = e.getMessage();
        String code = e.getErrorCode();
        if (e instanceof IllegalStateException) {
            return new IllegalStateRuntimeException(reason, code, e);
        } else if (e instanceof InvalidClientIDException) {
            return new InvalidClientIDRuntimeException(reason, code, e);
        } else if (e instanceof InvalidDestinationException) {
            return new InvalidDestinationRuntimeException(reason, code, e);
        } else if (e instanceof InvalidSelectorException) {
            return new InvalidSelectorRuntimeException(reason, code, e);
        } else if (e instanceof JMSSecurityException) {
            return new JMSSecurityRuntimeException(reason, code, e);
        } else if (e instanceof MessageFormatException) {
            return new MessageFormatRuntimeException(reason, code, e);
        } else if (e instanceof MessageNotWriteableException) {
            return new MessageNotWriteableRuntimeException(reason, code, e);
        } else if (e instanceof ResourceAllocationException) {
            return new ResourceAllocationRuntimeException(reason, code, e);
        } else if (e instanceof TransactionInProgressException) {
            return new TransactionInProgressRuntimeException(reason, code, e);
        } else if (e instanceof TransactionRolledBackException) {
            return new TransactionRolledBackRuntimeException(reason, code, e);
        }
        return new JMSRuntimeException(reason, code, e);
    }
}
