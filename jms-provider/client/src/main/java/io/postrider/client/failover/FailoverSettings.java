package io.postrider.client.failover;

import io.postrider.protocol.link.LinkAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where a link may go and how it is established again: what an address says, checked. The meaning of each setting is its {@link
 * FailoverOption}'s.
 *
 * @param addresses each a single one, with the transport's options
 */
record FailoverSettings(
        List<LinkAddress> addresses,
        int firstConnectMillis,
        int reconnectMillis,
        int delayMillis,
        int maxDelayMillis,
        boolean randomize,
        int sendTimeoutMillis,
        int maxTransactionBytes) {

    /** Of a single address: whether its link is established again. */
    static final String RECONNECT = "transport.reconnect";

    /** Never given up. */
    static final int FOR_EVER = -1;

    private static final String TRANSPORT_PREFIX = "transport.";
    private static final String RESUME_ATTEMPTS = "transport.reconnectAttempts";

    /** Where there is another address to go to, a broken connection is not tried to be resumed for long. */
    private static final String FEW_RESUME_ATTEMPTS = "3";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static FailoverSettings of(LinkAddress address) {
        return new FailoverSettings(
                addresses(address),
                number(address, FailoverOption.FIRST_CONNECT_MILLIS, 0),
                number(address, FailoverOption.RECONNECT_MILLIS, FOR_EVER),
                number(address, FailoverOption.DELAY_MILLIS, 1),
                number(address, FailoverOption.MAX_DELAY_MILLIS, 1),
                truth(FailoverOption.RANDOMIZE.optionName(), FailoverOption.RANDOMIZE.in(address)),
                number(address, FailoverOption.SEND_TIMEOUT_MILLIS, 1),
                number(address, FailoverOption.MAX_TRANSACTION_BYTES, 0));
    }

    /**
     * Whether an address asks for its link to be established again.
     *
     * @throws IllegalArgumentException if it has options for that and does not ask
     */
    static boolean isWanted(LinkAddress address) {
        if (address.scheme().equals(LinkAddress.FAILOVER)) {
            return true;
        }
        String value = address.options().get(RECONNECT);
        boolean wanted = value != null && truth(RECONNECT, value);
        for (String name : address.options().keySet()) {
            if (!wanted && FailoverOption.isOne(name)) {
                throw new IllegalArgumentException("the address option \"" + name + "\" needs " + RECONNECT
                        + "=true, or an address of the form failover:(...)");
            }
        }
        return wanted;
    }

    /** The address without what {@link #isWanted} looks at. */
    static LinkAddress plain(LinkAddress address) {
        Map<String, String> options = new LinkedHashMap<>(address.options());
        return options.remove(RECONNECT) == null ? address : address.withOptions(options);
    }

    private static List<LinkAddress> addresses(LinkAddress address) {
        Map<String, String> common = new LinkedHashMap<>();
        address.options().forEach((name, value) -> {
            if (name.startsWith(TRANSPORT_PREFIX) && !name.equals(RECONNECT)) {
                common.put(name, value);
            } else if (!FailoverOption.names().contains(name) && !name.equals(RECONNECT)) {
                address.requireKnownOptions(FailoverOption.names());
            }
        });
        List<LinkAddress> alternatives = address.alternatives();
        List<LinkAddress> all = new ArrayList<>(alternatives.size());
        for (LinkAddress one : alternatives) {
            Map<String, String> options = new LinkedHashMap<>(common);
            if (alternatives.size() > 1) {
                options.putIfAbsent(RESUME_ATTEMPTS, FEW_RESUME_ATTEMPTS);
            }
            if (one != address) {
                options.putAll(one.options());
            }
            all.add(one.withOptions(options));
        }
        return List.copyOf(all);
    }

    private static boolean truth(String name, String value) {
        if (value.equalsIgnoreCase("true") || value.equalsIgnoreCase("false")) {
            return Boolean.parseBoolean(value);
        }
        throw new IllegalArgumentException("the address option " + name + " is true or false, not \"" + value + "\"");
    }

    private static int number(LinkAddress address, FailoverOption option, int least) {
        String text = option.in(address);
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "the address option " + option.optionName() + " has no whole number: \"" + text + "\"", e);
        }
        throw new IllegalArgumentException(
                "the address option " + option.optionName() + " is at least " + least + ", not " + text);
    }
}
