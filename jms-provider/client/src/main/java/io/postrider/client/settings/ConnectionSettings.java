package io.postrider.client.settings;

import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one connection is made from: the broker's address with the transport's own options, and a value for every
 * {@link ClientOption}. Immutable, and safe for any thread.
 */
public final class ConnectionSettings {
    private final LinkAddress address;
    private final Map<ClientOption, String> values;

    private ConnectionSettings(LinkAddress address, Map<ClientOption, String> values) {
        this.address = address;
        this.values = values;
    }

    /**
     * Reads a broker URL, such as {@code vm://orders?jms.prefetch=10}. Options that begin with {@code jms.} are the
     * client's, all others are left to the transport.
     *
     * @param overrides values that go before those of the URL
     * @throws IllegalArgumentException if the URL is malformed, a client's option is not known, or a value has the wrong form
     */
    public static ConnectionSettings of(String url, Map<ClientOption, String> overrides) {
        LinkAddress written = LinkAddress.parse(url);
        Map<String, String> transport = new LinkedHashMap<>();
        Map<ClientOption, String> values = new EnumMap<>(ClientOption.class);
        written.options().forEach((name, value) -> {
            if (name.startsWith(ClientOption.PREFIX)) {
                ClientOption option = ClientOption.named(name);
                values.put(option, option.checked(value));
            } else {
                transport.put(name, value);
            }
        });
        overrides.forEach((option, value) -> values.put(option, option.checked(value)));
        return new ConnectionSettings(written.withOptions(transport), values);
    }

    /** These settings for another user. */
    public ConnectionSettings withUser(String userName, String password) {
        Map<ClientOption, String> others = new EnumMap<>(ClientOption.class);
        others.putAll(values);
        others.put(ClientOption.USER_NAME, userName);
        others.put(ClientOption.PASSWORD, password);
        return new ConnectionSettings(address, others);
    }

    /** Where the broker is. */
    public LinkAddress address() {
        return address;
    }

    /** An option's text, its default where none was given, or null. */
    public String text(ClientOption option) {
        String value = values.get(option);
        return value == null ? option.defaultValue() : value;
    }

    /** The number of an option of that type. */
    public int count(ClientOption option) {
        return Integer.parseInt(text(option));
    }

    /** The value of an option that is true or false. */
    public boolean truth(ClientOption option) {
        return Boolean.parseBoolean(text(option));
    }

    /** What a connector is asked for. */
    public ConnectRequest connectRequest() {
        return new ConnectRequest(
                address, text(ClientOption.USER_NAME), text(ClientOption.PASSWORD), text(ClientOption.CLIENT_ID));
    }

    /** The address without options: they may hold secrets. */
    @Override
    public String toString() {
        return address.toString();
    }
}
