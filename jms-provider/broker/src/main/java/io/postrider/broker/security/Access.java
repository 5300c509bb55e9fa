package io.postrider.broker.security;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one connection may do. Remembers answers, as every message asks. Safe for all threads.
 *
 * <p>Temporary destinations are of no concern here: who made one may do all with it, all others may send to it.
 */
public final class Access {
    private static final int MAX_REMEMBERED = 1_000;

    private final Credentials who;
    private final Authorizer authorizer;
    private final AuditLog audit;
    private volatile Standing standing;

    private record Question(Permission permission, DestinationName destination) {}

    /** Who it is, what that was found by, and what was answered for him: all of one moment. */
    private record Standing(User user, Object edition, Map<Question, Boolean> answers) {
        Standing(User user, Object edition) {
            this(user, edition, new ConcurrentHashMap<>());
        }
    }

    Access(Credentials who, User user, Object edition, Authorizer authorizer, AuditLog audit) {
        this.who = who;
        this.standing = new Standing(user, edition);
        this.authorizer = authorizer;
        this.audit = audit;
    }

    /** Who it is. */
    public User user() {
        return standing.user;
    }

    Credentials who() {
        return who;
    }

    /** Which edition of users and rules it was found by; null for the owner of the broker. */
    Object edition() {
        return standing.edition;
    }

    /** Somebody looked again: the user is as before, or has other roles by now; what was answered before counts no longer. */
    void become(User user, Object edition) {
        standing = new Standing(user, edition);
    }

    /** Where it comes from: host and port, or null for this VM. */
    public String remoteAddress() {
        return who.remoteAddress();
    }

    /**
     * Whether the user has a permission.
     *
     * @param destination null for the broker as a whole
     */
    public boolean permits(Permission permission, DestinationName destination) {
        Standing now = standing;
        if (destination == null) {
            return authorizer.permits(now.user, permission, null);
        }
        if (destination.isTemporary()) {
            return true;
        }
        Question question = new Question(permission, destination);
        Boolean known = now.answers.get(question);
        if (known != null) {
            return known;
        }
        boolean answer = authorizer.permits(now.user, permission, destination);
        if (now.answers.size() >= MAX_REMEMBERED) {
            now.answers.clear();
        }
        now.answers.put(question, answer);
        return answer;
    }

    /**
     * Makes sure that the user has a permission.
     *
     * @param destination null for the broker as a whole
     * @throws BrokerException with {@link BrokerError#NOT_AUTHORIZED}, naming user, permission and destination, and nothing else
     */
    public void require(Permission permission, DestinationName destination) throws BrokerException {
        if (!permits(permission, destination)) {
            String right = permission.name().toLowerCase(Locale.ROOT);
            String object = destination == null ? "the broker" : destination.toString();
            audit.denied(who, right + " " + object);
            throw new BrokerException(
                    BrokerError.NOT_AUTHORIZED,
                    "user \"" + user().name() + "\" has no permission to " + right + " on " + object);
        }
    }

    /**
     * Writes down what the user has managed, or tried to.
     *
     * @param what the request
     * @param outcome "done", or why not
     */
    public void audit(String what, String outcome) {
        audit.managed(who, what, outcome);
    }

    @Override
    public String toString() {
        return who.toString();
    }
}
