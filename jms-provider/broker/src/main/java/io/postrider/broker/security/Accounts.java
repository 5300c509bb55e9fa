package io.postrider.broker.security;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Users with their passwords and roles, as they are at one moment. Immutable but for what makes it fast. Safe for all threads. */
final class Accounts {
    /** Checked where there is no such user, so that it takes as long. */
    private static final PasswordHash NOBODY = PasswordHash.ofNobody();

    private final Map<String, Account> byName;
    /** The last password that fitted, so that a pool's many connections do not pay for the slow hash each. */
    private final Map<String, KnownPassword> known = new ConcurrentHashMap<>();

    /**
     * A user.
     *
     * @param password null for one who shows a certificate instead, whose distinguished name is the user's name
     */
    record Account(PasswordHash password, Set<String> roles) {
        Account {
            roles = Collections.unmodifiableSet(new java.util.TreeSet<>(roles));
        }
    }

    Accounts(Map<String, Account> byName) {
        this.byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /** These users after those of a moment before: who has the same hash as then need not be hashed again. */
    Accounts(Map<String, Account> byName, Accounts before) {
        this(byName);
        before.known.forEach((name, password) -> {
            Account account = byName.get(name);
            Account former = before.byName.get(name);
            boolean same = account != null
                    && account.password() != null
                    && former != null
                    && former.password() != null
                    && account.password().encoded().equals(former.password().encoded());
            if (same) {
                known.put(name, password);
            }
        });
    }

    /** The users by their names, in their order. */
    Map<String, Account> byName() {
        return byName;
    }

    /** Who somebody is. Slow where a password has to be hashed. */
    Optional<User> authenticate(Credentials credentials) {
        if (credentials.userName() == null) {
            return byCertificate(credentials.certificateName());
        }
        String name = credentials.userName();
        String password = credentials.password() == null ? "" : credentials.password();
        Account account = byName.get(name);
        PasswordHash expected = account == null || account.password() == null ? NOBODY : account.password();
        KnownPassword fast = known.get(name);
        if (fast == null || !fast.matches(password)) {
            boolean matches = expected.matches(password);
            if (!matches || expected == NOBODY) {
                return Optional.empty();
            }
            known.put(name, KnownPassword.of(password));
        }
        return Optional.of(new User(name, account.roles()));
    }

    private Optional<User> byCertificate(String name) {
        Account account = name == null ? null : byName.get(name);
        return account == null || account.password() != null
                ? Optional.empty()
                : Optional.of(new User(name, account.roles()));
    }
}
