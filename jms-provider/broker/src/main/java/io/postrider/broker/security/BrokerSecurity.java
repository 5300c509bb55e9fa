package io.postrider.broker.security;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;

/** Decides who may connect to a broker, and gives those their access. Safe for all threads. */
public final class BrokerSecurity {
    private static final User OWNER = new User("(this VM)", Set.of(User.ADMINISTRATOR));
    private static final User GUEST = new User("(guest)", Set.of(User.GUEST));

    private final String brokerName;
    private final SecuritySettings settings;
    private final LoginThrottle throttle;
    private final AuditLog audit;

    /** Of a broker. */
    public BrokerSecurity(String brokerName, SecuritySettings settings, Clock clock) {
        this(brokerName, settings, clock, new AuditLog(brokerName));
    }

    BrokerSecurity(String brokerName, SecuritySettings settings, Clock clock, AuditLog audit) {
        this.brokerName = brokerName;
        this.settings = settings;
        this.throttle = new LoginThrottle(clock);
        this.audit = audit;
    }

    /**
     * Checks who connects. Blocks for as long as the realm does: a tenth of a second or more for a hash.
     *
     * @throws BrokerException with {@link BrokerError#NOT_AUTHENTICATED}; it does not tell whether the name or the password is
     *     wrong
     */
    public Access authenticate(Credentials who) throws BrokerException {
        if (settings.realm() == null && !who.remote()) {
            String name = who.userName() == null ? "(this VM)" : who.userName();
            return letIn(who, new User(name, Set.of(User.ADMINISTRATOR)));
        }
        if (who.claimedName() == null || settings.realm() == null) {
            if (who.userName() == null && settings.guests()) {
                return letIn(who, GUEST);
            }
            audit.refused(who, "guests are not welcome");
            throw notAuthenticated("broker " + brokerName + " wants a user name and a password");
        }
        requirePatience(who);
        Object edition = settings.realm().edition();
        Optional<User> user = settings.realm().authenticate(who);
        if (user.isEmpty() && who.userName() == null && settings.guests()) {
            // a certificate that names no user makes nobody less of a guest
            return letIn(who, GUEST);
        }
        if (user.isEmpty()) {
            if (who.remote()) {
                throttle.failed(who);
            }
            audit.refused(who, "name and password do not fit");
            throw notAuthenticated("user name and password do not fit, says broker " + brokerName + " to \""
                    + AuditLog.printable(who.claimedName()) + "\"");
        }
        throttle.succeeded(who);
        audit.loggedIn(who, user.get());
        return new Access(who, user.get(), edition, settings.authorizer(), audit);
    }

    /** See {@link SecurityRealm#edition}; null where nobody is to be looked at again. May read a file. */
    public Object edition() {
        return settings.realm() == null ? null : settings.realm().edition();
    }

    /** Whether somebody who is connected was found by another edition of the users. */
    public boolean isOutdated(Access access, Object edition) {
        return access.edition() != null && access.edition() != edition;
    }

    /**
     * Looks again at somebody who is connected, and gives him the roles that he has by now. Blocks for as long as the realm does.
     *
     * @throws BrokerException with {@link BrokerError#NOT_AUTHENTICATED} if he would not be let in any more
     */
    public void lookAgain(Access access, Object edition) throws BrokerException {
        Credentials who = access.who();
        Optional<User> now = settings.realm().authenticate(who);
        if (now.isEmpty()) {
            audit.dismissed(who, "the user is gone, or has another password");
            throw notAuthenticated("user \"" + AuditLog.printable(who.claimedName())
                    + "\" is gone or has another password by now, says broker " + brokerName);
        }
        if (!now.get().equals(access.user())) {
            audit.changed(who, now.get());
        }
        access.become(now.get(), edition);
    }

    /** Writes down that somebody is connected no longer, as his roles do not permit what he has open. */
    public void dismissed(Access access, String why) {
        audit.dismissed(access.who(), why);
    }

    private void requirePatience(Credentials who) throws BrokerException {
        long waitMillis = who.remote() ? throttle.waitMillis(who) : 0;
        if (waitMillis > 0) {
            audit.refused(who, "too many attempts have failed");
            throw notAuthenticated("too many logins have failed: broker " + brokerName
                    + " looks at no other for the next " + (waitMillis + 999) / 1000 + " s");
        }
    }

    /** The access of the program that the broker is part of: it may do all. */
    public Access owner() {
        return new Access(
                Credentials.local(OWNER.name(), null), OWNER, null, (user, permission, destination) -> true, audit);
    }

    private Access letIn(Credentials who, User user) {
        audit.letIn(who, user);
        return access(who, user);
    }

    private Access access(Credentials who, User user) {
        return new Access(who, user, null, settings.authorizer(), audit);
    }

    private static BrokerException notAuthenticated(String message) {
        return new BrokerException(BrokerError.NOT_AUTHENTICATED, message);
    }
}
