package io.postrider.client.remote;

import io.postrider.protocol.link.LinkAddress;

/**
 * Where a link goes and how: what a {@code tcp://} or {@code ssl://} address says, checked. The meaning of each setting is
 * its {@link TransportOption}'s.
 */
record TransportSettings(
        String host,
        int port,
        TlsSettings tls,
        int connectTimeoutMillis,
        int loginTimeoutMillis,
        int resumeMillis,
        int reconnectAttempts,
        int reconnectDelayMillis,
        int reconnectMaxDelayMillis,
        int heartbeatMillis,
        int maxUnconfirmedBytes,
        int maxUnansweredBytes,
        int sendTimeoutMillis) {

    /** Where a broker listens unless told otherwise; unassigned by IANA. */
    static final int DEFAULT_PORT = 4577;

    /** Where a broker listens for TLS unless told otherwise; unassigned by IANA. */
    static final int DEFAULT_TLS_PORT = 4578;

    private static final String TLS_SCHEME = "ssl";

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException naming what is wrong
     */
    static TransportSettings of(LinkAddress address) {
        boolean encrypted = address.scheme().equals(TLS_SCHEME);
        address.requireKnownOptions(TransportOption.names(encrypted));
        String target = address.target();
        int colon = target.lastIndexOf(':');
        boolean hasPort = colon > target.lastIndexOf(']');
        String host = unbracketed(hasPort ? target.substring(0, colon) : target);
        if (host.isEmpty()) {
            throw new IllegalArgumentException("the address " + address + " names no host");
        }
        int defaultPort = encrypted ? DEFAULT_TLS_PORT : DEFAULT_PORT;
        return new TransportSettings(
                host,
                hasPort ? port(address, target.substring(colon + 1)) : defaultPort,
                encrypted ? TlsSettings.of(address) : null,
                number(address, TransportOption.CONNECT_TIMEOUT_MILLIS, 1),
                number(address, TransportOption.LOGIN_TIMEOUT_MILLIS, 1),
                number(address, TransportOption.RESUME_MILLIS, 0),
                number(address, TransportOption.RECONNECT_ATTEMPTS, 0),
                number(address, TransportOption.RECONNECT_DELAY_MILLIS, 1),
                number(address, TransportOption.RECONNECT_MAX_DELAY_MILLIS, 1),
                number(address, TransportOption.HEARTBEAT_MILLIS, 0),
                number(address, TransportOption.MAX_UNCONFIRMED_BYTES, 1 << 20),
                number(address, TransportOption.MAX_UNANSWERED_BYTES, 1),
                number(address, TransportOption.SEND_TIMEOUT_MILLIS, 1));
    }

    /** How long the broker is asked to keep the link without a transport. */
    int wantedResumeMillis() {
        return reconnectAttempts == 0 ? 0 : resumeMillis;
    }

    /** For people: host and port. */
    String hostAndPort() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static String unbracketed(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    private static int port(LinkAddress address, String text) {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 0xffff) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" in the address " + address + " is no port", e);
        }
        throw new IllegalArgumentException("port " + text + " in the address " + address + " is not within 1 to 65535");
    }

    static String text(LinkAddress address, TransportOption option) {
        return address.options().getOrDefault(option.optionName(), option.defaultValue());
    }

    private static int number(LinkAddress address, TransportOption option, int least) {
        String text = text(address, option);
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
