package io.postrider.broker.security;

import java.util.Optional;

/**
 * Knows users. Safe for all threads, and called by threads that may wait: by an acceptor's login threads, or by the
 * application's own that connects within the VM.
 */
@FunctionalInterface
public interface SecurityRealm {

    /**
     * Checks who somebody is. May block, for a slow hash or a directory far away. It must take as long for an unknown name as for
     * a wrong password.
     *
     * @return the user; empty if name and password, or the certificate, do not fit
     */
    Optional<User> authenticate(Credentials credentials);
}
