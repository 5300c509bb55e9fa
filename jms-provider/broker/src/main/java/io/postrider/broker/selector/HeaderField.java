package io.postrider.broker.selector;

import io.postrider.protocol.message.Message;

/**
 * What selectors may ask of a message beside the properties that its sender set: the header fields that section 3.8.1.1
 * admits, and the one property of section 3.5.11 that belongs to a delivery.
 */
enum HeaderField implements Operand {
    JMSDeliveryMode(ValueType.STRING) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.persistent() ? "PERSISTENT" : "NON_PERSISTENT";
        }
    },
    JMSPriority(ValueType.NUMBER) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.priority();
        }
    },
    JMSMessageID(ValueType.STRING) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.idDisabled() ? null : message.id().toString();
        }
    },
    JMSTimestamp(ValueType.NUMBER) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.timestampMillis();
        }
    },
    JMSCorrelationID(ValueType.STRING) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.correlationId() instanceof String text ? text : null;
        }
    },
    JMSType(ValueType.STRING) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return message.type();
        }
    },
    JMSXDeliveryCount(ValueType.NUMBER) {
        @Override
        public Object valueOf(Message message, int deliveryCount) {
            return deliveryCount;
        }
    };

    private static final HeaderField[] ALL = values();

    private final ValueType type;

    HeaderField(ValueType type) {
        this.type = type;
    }

    ValueType type() {
        return type;
    }

    /** The field of this name, or null: then the name is a property's, or no permitted one at all. */
    static HeaderField named(String name) {
        for (HeaderField field : ALL) {
            if (field.name().equals(name)) {
                return field;
            }
        }
        return null;
    }

    /** Whether a selector may refer to this name: names that begin with JMS are reserved, but for JMSX and JMS_. */
    static boolean permits(String name) {
        return !name.startsWith("JMS") || name.startsWith("JMSX") || name.startsWith("JMS_") || named(name) != null;
    }
}
