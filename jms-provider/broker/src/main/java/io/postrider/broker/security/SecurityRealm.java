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

    /**
     * Checks again who somebody is that is connected, after {@link #edition} has changed.
     *
     * @param credentials what was shown at the login
     * @param known who it was until now
     * @return the user, with the roles of by now; {@code known} where nobody can say at the moment; empty if the user would not be
     *     let in any more
     */
    default Optional<User> lookAgain(Credentials credentials, User known) {
        return authenticate(credentials);
    }

    /**
     * Stands for what is known of all users at the moment: another object, by {@code equals}, once any of that may have changed. Then those who are connected are
     * looked at again, by {@link #lookAgain}, with what they showed when they connected. Asked every few seconds; may read a
     * file.
     *
     * @return null, the default, where nobody is to be looked at again
     */
    default Object edition() {
        return null;
    }
}
