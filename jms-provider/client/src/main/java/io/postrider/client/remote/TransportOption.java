package io.postrider.client.remote;

import java.util.Arrays;
import java.util.List;

/** The options of a {@code tcp://} or {@code ssl://} address, a row each: name, unit, default, meaning. */
enum TransportOption {
    CONNECT_TIMEOUT_MILLIS(
            "connectTimeoutMillis", "5000", "how long each step of connecting (TCP, TLS, greeting, resuming) may take"),
    LOGIN_TIMEOUT_MILLIS(
            "loginTimeoutMillis",
            "30000",
            "how long the answer to a login may take: its hash is slow on purpose, and a directory may be far away"),
    RESUME_MILLIS(
            "resumeMillis",
            "15000",
            "how long a broken connection is tried to be resumed; 0 for never; the broker may permit less"),
    RECONNECT_ATTEMPTS("reconnectAttempts", "12", "how often it is tried within that time; 0 for never"),
    RECONNECT_DELAY_MILLIS(
            "reconnectDelayMillis", "100", "the pause after the first failed attempt; it doubles each time"),
    RECONNECT_MAX_DELAY_MILLIS("reconnectMaxDelayMillis", "2000", "the longest pause between two attempts"),
    HEARTBEAT_MILLIS("heartbeatMillis", "10000", "the longest silence on either side; 0 to leave it to the broker"),
    MAX_UNCONFIRMED_BYTES(
            "maxUnconfirmedBytes", "16777216", "how many bytes may be on their way to the broker before senders wait"),
    MAX_UNANSWERED_BYTES(
            "maxUnansweredBytes",
            "4194304",
            "how many bytes of messages one destination may owe an answer for before its senders wait"),
    SEND_TIMEOUT_MILLIS("sendTimeoutMillis", "60000", "how long a sender waits for room before the send fails"),
    TRUST_STORE("trustStore", "", "ssl: file with the certificates to trust; the JDK's own if none is given", true),
    TRUST_STORE_PASSWORD("trustStorePassword", "", "ssl: its password", true),
    KEY_STORE("keyStore", "", "ssl: file with the client's own certificate and key", true),
    KEY_STORE_PASSWORD("keyStorePassword", "", "ssl: its password", true),
    VERIFY_HOST(
            "verifyHost",
            "true",
            "ssl: whether the broker's certificate must be made out to the host of the address",
            true);

    private static final String PREFIX = "transport.";

    private final String optionName;
    private final String defaultValue;
    private final String meaning;
    private final boolean tlsOnly;

    TransportOption(String name, String defaultValue, String meaning) {
        this(name, defaultValue, meaning, false);
    }

    TransportOption(String name, String defaultValue, String meaning, boolean tlsOnly) {
        this.optionName = PREFIX + name;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
        this.tlsOnly = tlsOnly;
    }

    /** As it stands in an address. */
    String optionName() {
        return optionName;
    }

    String defaultValue() {
        return defaultValue;
    }

    String meaning() {
        return meaning;
    }

    /** The names of all options that an address of this scheme may have. */
    static List<String> names(boolean tls) {
        return Arrays.stream(values())
                .filter(option -> tls || !option.tlsOnly)
                .map(TransportOption::optionName)
                .toList();
    }
}
