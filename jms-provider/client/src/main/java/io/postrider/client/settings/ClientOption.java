package io.postrider.client.settings;

import java.util.Arrays;
import java.util.stream.Collectors;

/** Everything that can be configured about the client, one row each. The names are those of a broker URL's options. */
public enum ClientOption {
    /** Who connects. */
    USER_NAME("jms.userName", Type.TEXT, null, "the user's name; none connects as a guest"),
    /** The secret that goes with it. */
    PASSWORD("jms.password", Type.TEXT, null, "the user's password; rather set it on the factory than in a URL"),
    /** Section 6.1.2 of the specification. */
    CLIENT_ID(
            "jms.clientId", Type.TEXT, null, "the client identifier of every connection; it cannot be set again later"),
    /** How far deliveries may run ahead of the application. */
    PREFETCH(
            "jms.prefetch",
            Type.COUNT,
            "256",
            "the most messages that wait in one consumer; each starts with few and grows with use; 0 pulls one by one"),
    /** Which classes an object message may hold. */
    TRUSTED_PACKAGES(
            "jms.trustedPackages",
            Type.TEXT,
            null,
            "classes and packages, separated by commas, that an ObjectMessage may hold beside the JDK's plain values"),
    /** Section 3.4.2: "the lowest overhead delivery mode". */
    AWAIT_NON_PERSISTENT(
            "jms.awaitNonPersistent",
            Type.TRUTH,
            "false",
            "whether the send of a non-persistent message waits for a broker over the network; without, what the broker"
                    + " refuses is told to the exception listener"),
    /** {@code JMSXUserID}, section 3.5.9. */
    POPULATE_USER_ID("jms.populateUserId", Type.TRUTH, "false", "whether sent messages carry the user as JMSXUserID");

    /** What all names begin with; a URL's other options belong to the transport. */
    public static final String PREFIX = "jms.";

    /** The form of an option's value. */
    public enum Type {
        /** Any text. */
        TEXT,
        /** A whole number from 0 to 1,000,000. */
        COUNT,
        /** {@code true} or {@code false}. */
        TRUTH
    }

    private static final int MAX_COUNT = 1_000_000;

    private final String optionName;
    private final Type type;
    private final String defaultValue;
    private final String meaning;

    ClientOption(String optionName, Type type, String defaultValue, String meaning) {
        this.optionName = optionName;
        this.type = type;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /**
     * The option of this name.
     *
     * @throws IllegalArgumentException naming all there are, if there is none
     */
    public static ClientOption named(String name) {
        for (ClientOption option : values()) {
            if (option.optionName.equals(name)) {
                return option;
            }
        }
        throw new IllegalArgumentException("the option \"" + name + "\" is not known; known are "
                + Arrays.stream(values()).map(ClientOption::optionName).collect(Collectors.joining(", ")));
    }

    /** As written in a URL, with the prefix. */
    public String optionName() {
        return optionName;
    }

    /** The form of its value. */
    public Type type() {
        return type;
    }

    /** What holds where nothing is said, or null for nothing. */
    public String defaultValue() {
        return defaultValue;
    }

    /** A line for people. */
    public String meaning() {
        return meaning;
    }

    /**
     * Checks a value's form.
     *
     * @param value or null for none
     * @return the value
     * @throws IllegalArgumentException naming the option, and the value unless it is the password
     */
    public String checked(String value) {
        if (value == null) {
            return null;
        }
        switch (type) {
            case COUNT -> checkCount(value);
            case TRUTH -> {
                if (!value.equals("true") && !value.equals("false")) {
                    throw new IllegalArgumentException(optionName + " is true or false, not \"" + value + "\"");
                }
            }
            case TEXT -> {}
        }
        return value;
    }

    private void checkCount(String value) {
        try {
            int count = Integer.parseInt(value);
            if (count >= 0 && count <= MAX_COUNT) {
                return;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(optionName + " is a whole number, not \"" + value + "\"", e);
        }
        throw new IllegalArgumentException(optionName + " is from 0 to " + MAX_COUNT + ", not " + value);
    }
}
