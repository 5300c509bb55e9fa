package io.postrider.client.failover;

import io.postrider.protocol.link.LinkAddress;
import java.util.Arrays;
import java.util.List;

/** The options of an address whose link is established again, a row each: name, default, meaning. */
enum FailoverOption {
    FIRST_CONNECT_MILLIS(
            "firstConnectMillis", "30000", "how long the first connection is tried; with 0 each address is tried once"),
    RECONNECT_MILLIS(
            "reconnectMillis",
            "300000",
            "how long a lost link is tried to be established again; -1 for as long as it takes"),
    DELAY_MILLIS("delayMillis", "100", "the pause after all addresses have failed once; it doubles each time"),
    MAX_DELAY_MILLIS("maxDelayMillis", "5000", "the longest pause"),
    RANDOMIZE(
            "randomize", "false", "whether the addresses are tried in random order, not in the order they are written"),
    SEND_TIMEOUT_MILLIS(
            "sendTimeoutMillis", "60000", "how long a send waits for the link to be there again before it fails"),
    MAX_TRANSACTION_BYTES(
            "maxTransactionBytes",
            "16777216",
            "how many bytes of messages are kept to send an open transaction again; a larger one is rolled back");

    private static final String PREFIX = "failover.";

    private final String optionName;
    private final String defaultValue;
    private final String meaning;

    FailoverOption(String name, String defaultValue, String meaning) {
        this.optionName = PREFIX + name;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
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

    static boolean isOne(String name) {
        return name.startsWith(PREFIX);
    }

    static List<String> names() {
        return Arrays.stream(values()).map(FailoverOption::optionName).toList();
    }

    String in(LinkAddress address) {
        return address.options().getOrDefault(optionName, defaultValue);
    }
}
