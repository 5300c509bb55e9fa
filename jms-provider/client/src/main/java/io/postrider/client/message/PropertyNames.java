package io.postrider.client.message;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which names a property may have, and what the names that begin with {@code JMSX} mean; sections 3.5.1 and 3.5.9. */
public final class PropertyNames {
    /** How often the message has been delivered, with this time; set by the provider on receipt. */
    public static final String DELIVERY_COUNT = "JMSXDeliveryCount";

    /** Who sent the message; set by the provider at the send, where it is told to. */
    public static final String USER_ID = "JMSXUserID";

    /** The group the message belongs to; set by the application. */
    public static final String GROUP_ID = "JMSXGroupID";

    /** The message's number in its group, from 1; set by the application. */
    public static final String GROUP_SEQUENCE = "JMSXGroupSeq";

    private static final Set<String> SET_BY_PROVIDER = Set.of(
            DELIVERY_COUNT,
            USER_ID,
            "JMSXAppID",
            "JMSXProducerTXID",
            "JMSXConsumerTXID",
            "JMSXRcvTimestamp",
            "JMSXState");

    private static final Set<String> RESERVED_WORDS =
            Set.of("NULL", "TRUE", "FALSE", "NOT", "AND", "OR", "BETWEEN", "LIKE", "IN", "IS", "ESCAPE");

    private PropertyNames() {}

    /** The {@code JMSX} names this provider supports: what {@code ConnectionMetaData.getJMSXPropertyNames} lists. */
    public static List<String> supported() {
        return List.of(GROUP_ID, GROUP_SEQUENCE, DELIVERY_COUNT, USER_ID);
    }

    /** Whether only the provider gives this property its value: what an application sets is not sent. */
    static boolean isSetByProvider(String name) {
        return name.startsWith("JMSX") && SET_BY_PROVIDER.contains(name);
    }

    /**
     * Checks a name that the application sets.
     *
     * @throws IllegalArgumentException with the reason if it is null, empty, not an identifier of section 3.8.1.1, a
     *     reserved word of selectors, or begins with {@code JMS} and is neither {@code JMSX...} nor {@code JMS_...}
     */
    static void check(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a property's name must not be null or empty");
        }
        if (!Character.isJavaIdentifierStart(name.charAt(0))) {
            throw notIdentifier(name, 0);
        }
        for (int i = 1; i < name.length(); i++) {
            if (!Character.isJavaIdentifierPart(name.charAt(i))) {
                throw notIdentifier(name, i);
            }
        }
        if (name.length() <= 7 && RESERVED_WORDS.contains(name.toUpperCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" is a reserved word of selectors, and cannot name a property");
        }
        if (name.startsWith("JMS") && !name.startsWith("JMSX") && !name.startsWith("JMS_")) {
            throw new IllegalArgumentException("\"" + name
                    + "\" cannot name a property: names that begin with JMS are kept for header fields, JMSX and JMS_");
        }
    }

    private static IllegalArgumentException notIdentifier(String name, int at) {
        return new IllegalArgumentException("\"" + name + "\" cannot name a property: '" + name.charAt(at) + "' at "
                + at + " is not permitted in an identifier");
    }
}
