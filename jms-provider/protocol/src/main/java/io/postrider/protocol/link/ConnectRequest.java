package io.postrider.protocol.link;

/**
 * Whom to connect to, and as whom.
 *
 * @param address the broker
 * @param userName or null for a guest
 * @param password or null; never shown by {@link #toString}
 * @param clientId or null where none is configured (it may be set later)
 * @param repeats whether this client sends a message again, on another link, when a link was lost before the broker had answered: the
 *     broker then remembers producer and sequence of what it has
 */
public record ConnectRequest(LinkAddress address, String userName, String password, String clientId, boolean repeats) {

    /** Of a client that repeats nothing. */
    public ConnectRequest(LinkAddress address, String userName, String password, String clientId) {
        this(address, userName, password, clientId, false);
    }

    @Override
    public String toString() {
        return "connect to " + address + (userName == null ? " as a guest" : " as " + userName)
                + (clientId == null ? "" : " with client identifier " + clientId);
    }
}
