package io.postrider.broker.core.account;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The users of a broker, and whether guests are welcome. Where there are no users, all are. Safe for all threads. */
public final class Accounts {
    private static final PasswordHash NOBODY = PasswordHash.of("");

    private final String brokerName;
    private final Map<String, PasswordHash> users;
    private final boolean guests;
    /** The last password that fitted, so that a pool's many connections do not pay for the slow hash each. */
    private final Map<String, FastCheck> known = new ConcurrentHashMap<>();

    /**
     * The accounts of a broker.
     *
     * @param users their passwords by their names
     * @param guests whether connections without a user name are welcome although there are users
     */
    public Accounts(String brokerName, Map<String, PasswordHash> users, boolean guests) {
        this.brokerName = brokerName;
        this.users = Map.copyOf(users);
        this.guests = guests;
    }

    /**
     * Checks who connects.
     *
     * @throws BrokerException with {@link BrokerError#NOT_AUTHENTICATED}; it does not tell whether the name or the password
     *     is wrong
     */
    public void authenticate(String userName, String password) throws BrokerException {
        if (users.isEmpty() || userName == null && guests) {
            return;
        }
        if (userName == null) {
            throw new BrokerException(
                    BrokerError.NOT_AUTHENTICATED, "broker " + brokerName + " wants a user name and a password");
        }
        String given = password == null ? "" : password;
        FastCheck fast = known.get(userName);
        if (fast != null && fast.matches(given)) {
            return;
        }
        PasswordHash expected = users.getOrDefault(userName, NOBODY);
        if (!expected.matches(given) || expected == NOBODY) {
            throw new BrokerException(
                    BrokerError.NOT_AUTHENTICATED,
                    "user name and password do not fit, says broker " + brokerName + " to \"" + userName + "\"");
        }
        known.put(userName, FastCheck.of(given));
    }
}
