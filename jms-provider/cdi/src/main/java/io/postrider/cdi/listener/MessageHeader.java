package io.postrider.cdi.listener;

import static java.lang.annotation.ElementType.PARAMETER;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a listener method that is a header of the message. Its type is the header's: {@code String},
 * {@code byte[]}, {@code Destination}, or {@code int}, {@code long}, {@code boolean} and their classes.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(PARAMETER)
public @interface MessageHeader {

    /** Which header. */
    Header value();

    /** The headers that there are; section 3.4 of the specification. */
    enum Header {
        /** A {@code String}. */
        JMSCorrelationID,
        /** A {@code byte[]}. */
        JMSCorrelationIDAsBytes,
        /** An {@code int}. */
        JMSDeliveryMode,
        /** A {@code long}. */
        JMSDeliveryTime,
        /** A {@code Destination}. */
        JMSDestination,
        /** A {@code long}. */
        JMSExpiration,
        /** A {@code String}. */
        JMSMessageID,
        /** An {@code int}. */
        JMSPriority,
        /** A {@code boolean}. */
        JMSRedelivered,
        /** A {@code Destination}, or null. */
        JMSReplyTo,
        /** A {@code long}. */
        JMSTimestamp,
        /** A {@code String}. */
        JMSType
    }
}
