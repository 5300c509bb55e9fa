package io.postrider.server.command;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

/** A message property as it is written on the command line: {@code name=value} or {@code name:type=value}. */
final class PropertyText {
    static final String MEANING = "a property, as text or of a type: NAME:int=7, also long, double, boolean";

    private PropertyText() {}

    static void set(Message message, String name, String value) throws JMSException, CommandFailure {
        int colon = name.lastIndexOf(':');
        String type = colon < 0 ? "string" : name.substring(colon + 1);
        String key = colon < 0 ? name : name.substring(0, colon);
        try {
            switch (type) {
                case "string" -> message.setStringProperty(key, value);
                case "int" -> message.setIntProperty(key, Integer.parseInt(value));
                case "long" -> message.setLongProperty(key, Long.parseLong(value));
                case "double" -> message.setDoubleProperty(key, Double.parseDouble(value));
                case "boolean" -> message.setBooleanProperty(key, truth(value));
                default ->
                    throw new CommandFailure("the property " + key + " has the unknown type \"" + type
                            + "\"; there are string, int, long, double, boolean");
            }
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("the property " + name + "=" + value + " cannot be set: " + e.getMessage(), e);
        }
    }

    private static boolean truth(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.parseBoolean(value);
        }
        throw new IllegalArgumentException("a boolean is true or false");
    }
}
