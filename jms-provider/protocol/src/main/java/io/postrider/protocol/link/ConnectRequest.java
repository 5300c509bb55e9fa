package io.postrider.protocol.link;

/**
 * Whom to connect to, and as whom.
 *
 * @param address the broker
 * @param userName or null for a guest
 * @param password or null; never shown by {@link #toString}
 * @param clientId or null where none is configured (it may be set later)
 */
public record ConnectRequest(LinkAddress address, String userName, String password, String clientId) {

    @Override
    public String toString() {
        return "connect to " + address + (userName == null ? " as a guest" : " as " + userName)
                + (clientId == null ? "" : " with client identifier " + clientId);
    }
}
