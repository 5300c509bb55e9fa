package io.postrider.broker.security;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.time.Clock;
import java.util.Objects;
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

    /**
     * What access was given by.
     *
     * @param users the realm's edition; null where the realm was not asked, or never changes
     * @param rules the authorizer's edition; null where it never changes
     */
    private record Edition(Object users, Object rules) {}

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
        Edition edition =
                new Edition(settings.realm().edition(), settings.authorizer().edition());
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

    /** Stands for all users and rules; null where neither ever changes. May read files. */
    public Object edition() {
        Object users = settings.realm() == null ? null : settings.realm().edition();
        Object rules = settings.authorizer().edition();
        return users == null && rules == null ? null : new Edition(users, rules);
    }

    /** Whether somebody who is connected was found by another edition of the users or of the rules. */
    public boolean isOutdated(Access access, Object edition) {
        return access.edition() instanceof Edition then
                && edition instanceof Edition now
                && (usersChanged(then, now) || !Objects.equals(then.rules, now.rules));
    }

    private static boolean usersChanged(Edition then, Edition now) {
        return then.users != null && !then.users.equals(now.users);
    }

    /**
     * Looks again at somebody who is connected, and gives him the roles and rights that he has by now. Blocks for as long as the realm does.
     *
     * @throws BrokerException with {@link BrokerError#NOT_AUTHENTICATED} if he would not be let in any more
     */
    public void lookAgain(Access access, Object edition) throws BrokerException {
        Edition then = (Edition) access.edition();
        Edition now = (Edition) edition;
        User user = usersChanged(then, now) ? foundAgain(access) : access.user();
        access.become(user, new Edition(then.users == null ? null : now.users, now.rules));
    }

    private User foundAgain(Access access) throws BrokerException {
        Credentials who = access.who();
        Optional<User> now = settings.realm().lookAgain(who, access.user());
        if (now.isEmpty()) {
            audit.dismissed(who, "the user is gone, or has another password");
            throw notAuthenticated("user \"" + AuditLog.printable(who.claimedName())
                    + "\" is gone or has another password by now, says broker " + brokerName);
        }
        if (!now.get().equals(access.user())) {
            audit.changed(who, now.get());
        }
        return now.get();
    }

    /** Writes down that somebody is connected no longer, as he has something open that he is not permitted. */
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
        return new Access(who, user, new Edition(null, settings.authorizer().edition()), settings.authorizer(), audit);
    }

    private static BrokerException notAuthenticated(String message) {
        return new BrokerException(BrokerError.NOT_AUTHENTICATED, message);
    }
}
