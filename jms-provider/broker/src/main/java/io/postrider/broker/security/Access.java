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
    private final User user;
    private final Authorizer authorizer;
    private final AuditLog audit;
    private final Map<Question, Boolean> answers = new ConcurrentHashMap<>();

    private record Question(Permission permission, DestinationName destination) {}

    Access(Credentials who, User user, Authorizer authorizer, AuditLog audit) {
        this.who = who;
        this.user = user;
        this.authorizer = authorizer;
        this.audit = audit;
    }

    /** Who it is. */
    public User user() {
        return user;
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
        if (destination == null) {
            return authorizer.permits(user, permission, null);
        }
        if (destination.isTemporary()) {
            return true;
        }
        Question question = new Question(permission, destination);
        Boolean known = answers.get(question);
        if (known != null) {
            return known;
        }
        boolean answer = authorizer.permits(user, permission, destination);
        if (answers.size() >= MAX_REMEMBERED) {
            answers.clear();
        }
        answers.put(question, answer);
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
                    "user \"" + user.name() + "\" has no permission to " + right + " on " + object);
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
