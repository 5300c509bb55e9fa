package io.postrider.cdi.endpoint;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageFormatException;
import java.util.Optional;

/** A property of a message, converted to a type; section 3.5.4 of the specification. */
record PropertyValue(Getter getter) {

    /** What reads a property. */
    interface Getter {
        Object of(Message message, String name) throws JMSException;
    }

    /** For parameters of that type, or empty if no property can be of it. */
    static Optional<PropertyValue> of(Class<?> type) {
        return Optional.ofNullable(getter(type)).map(PropertyValue::new);
    }

    private static Getter getter(Class<?> type) {
        return switch (type.getName()) {
            case "boolean", "java.lang.Boolean" -> Message::getBooleanProperty;
            case "byte", "java.lang.Byte" -> Message::getByteProperty;
            case "short", "java.lang.Short" -> Message::getShortProperty;
            case "int", "java.lang.Integer" -> Message::getIntProperty;
            case "long", "java.lang.Long" -> Message::getLongProperty;
            case "float", "java.lang.Float" -> Message::getFloatProperty;
            case "double", "java.lang.Double" -> Message::getDoubleProperty;
            case "java.lang.String" -> Message::getStringProperty;
            case "java.lang.Object" -> Message::getObjectProperty;
            default -> null;
        };
    }

    /**
     * The value, or null if the message does not have the property.
     *
     * @throws MessageFormatException if it does not have it and a value is required, or it cannot be converted
     */
    Object read(Message message, String name, boolean required) throws JMSException {
        if (message.propertyExists(name)) {
            try {
                return getter.of(message, name);
            } catch (NumberFormatException e) {
                MessageFormatException wrong = new MessageFormatException("property " + name + " is no number");
                wrong.initCause(e);
                throw wrong;
            }
        }
        if (required) {
            throw new MessageFormatException("the message has no property " + name);
        }
        return null;
    }
}
