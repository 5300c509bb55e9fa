package io.postrider.broker.security;

import java.io.IOException;
import java.security.Principal;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.AccountException;
import javax.security.auth.login.Configuration;
import javax.security.auth.login.CredentialException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginContext;
import javax.security.auth.login.LoginException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The realm that leaves it to JAAS: to the login modules of a named entry of the JAAS configuration. They are asked for a name and a
 * password. The roles are the names of the principals that they give, but for one that has the user's own name. Those
 * who connect without a user name are not known here.
 */
public final class JaasRealm implements SecurityRealm {
    private static final Logger LOG = LoggerFactory.getLogger(JaasRealm.class);

    private final String entry;
    private final Configuration configuration;
    private final long recheckMillis;
    private final Clock clock;

    /**
     * Over an entry of the VM's JAAS configuration ({@code java.security.auth.login.config}). The modules are asked at logins alone: who is
     * connected stays so.
     */
    public JaasRealm(String entry) {
        this(entry, null);
    }

    /**
     * Over an entry of a configuration, whose modules are asked at logins alone.
     *
     * @param configuration null for the VM's
     */
    public JaasRealm(String entry, Configuration configuration) {
        this(entry, configuration, 0, null);
    }

    /**
     * Over an entry of a configuration, whose modules are asked again about those who are connected, with what these showed at their
     * login: of no use where that is a password for one time.
     *
     * @param configuration null for the VM's
     * @param recheckMillis how often they are asked again; 0 for never
     * @param clock tells when; not looked at if they are never asked again
     */
    public JaasRealm(String entry, Configuration configuration, long recheckMillis, Clock clock) {
        this.entry = entry;
        this.configuration = configuration;
        this.recheckMillis = recheckMillis;
        this.clock = clock;
    }

    @Override
    public Object edition() {
        return recheckMillis == 0 ? null : clock.millis() / recheckMillis;
    }

    /** A directory that cannot be reached must not disconnect everybody: only what the modules say of the user counts. */
    @Override
    public Optional<User> lookAgain(Credentials credentials, User known) {
        try {
            return Optional.of(login(credentials));
        } catch (FailedLoginException | AccountException | CredentialException e) {
            LOG.debug(
                    "PR001720 the JAAS entry \"{}\" refuses {}", entry, AuditLog.printable(credentials.toString()), e);
            return Optional.empty();
        } catch (LoginException e) {
            LOG.warn(
                    "PR001721 the JAAS entry \"{}\" could not look again at {}, who stays connected: {}",
                    entry,
                    AuditLog.printable(credentials.toString()),
                    e.toString());
            return Optional.of(known);
        }
    }

    private User login(Credentials credentials) throws LoginException {
        LoginContext context = new LoginContext(entry, new Subject(), new Answers(credentials), configuration);
        context.login();
        User user = new User(credentials.userName(), roles(context.getSubject(), credentials.userName()));
        context.logout();
        return user;
    }

    @Override
    public Optional<User> authenticate(Credentials credentials) {
        if (credentials.userName() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(login(credentials));
        } catch (LoginException e) {
            // most of these say that the password is wrong; the others are for who looks after the modules
            LOG.debug(
                    "PR001720 the JAAS entry \"{}\" refuses {}", entry, AuditLog.printable(credentials.toString()), e);
            return Optional.empty();
        }
    }

    private static Set<String> roles(Subject subject, String userName) {
        Set<String> roles = new HashSet<>();
        for (Principal principal : subject.getPrincipals()) {
            if (!principal.getName().equals(userName)) {
                roles.add(principal.getName());
            }
        }
        return roles;
    }

    /** Answers what login modules ask. */
    private record Answers(Credentials credentials) implements CallbackHandler {
        @Override
        public void handle(Callback[] callbacks) throws IOException, UnsupportedCallbackException {
            for (Callback callback : callbacks) {
                if (callback instanceof NameCallback name) {
                    name.setName(credentials.userName());
                } else if (callback instanceof PasswordCallback password) {
                    String given = credentials.password();
                    password.setPassword(given == null ? null : given.toCharArray());
                } else {
                    throw new UnsupportedCallbackException(callback);
                }
            }
        }
    }

    /** For people: which entry. */
    @Override
    public String toString() {
        return "JAAS entry \"" + entry + "\"";
    }
}
