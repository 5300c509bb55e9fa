package io.postrider.broker.security;

/**
 * What somebody who connects says of himself, and what is known of where he comes from.
 *
 * @param userName or null
 * @param password or null; never shown by {@link #toString}
 * @param remoteAddress host and port of a client outside this VM; null inside
 * @param certificateName the distinguished name (RFC 2253) of a client certificate that was verified, or null
 */
public record Credentials(String userName, String password, String remoteAddress, String certificateName) {

    /** Of a client inside this VM. */
    public static Credentials local(String userName, String password) {
        return new Credentials(userName, password, null, null);
    }

    /** Whether it comes from outside this VM. */
    public boolean remote() {
        return remoteAddress != null;
    }

    /** The name it goes by: the user name or, without one, the certificate's; null for a guest. */
    public String claimedName() {
        return userName != null ? userName : certificateName;
    }

    /** Where it comes from without the port, which tells nothing of who it is: what throttling counts by. */
    String host() {
        int port = remoteAddress == null ? -1 : remoteAddress.lastIndexOf(':');
        return port < 0 ? remoteAddress : remoteAddress.substring(0, port);
    }

    @Override
    public String toString() {
        return (claimedName() == null ? "a guest" : "\"" + claimedName() + "\"") + " from "
                + (remote() ? remoteAddress : "this VM");
    }
}
