package io.postrider.broker.security;

import io.postrider.broker.security.Accounts.Account;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The realm of the users that were given to a broker's builder. Immutable. */
public final class BuiltInUsers implements SecurityRealm {
    private final Accounts accounts;

    private BuiltInUsers(Accounts accounts) {
        this.accounts = accounts;
    }

    /** Nobody. */
    public static BuiltInUsers none() {
        return new BuiltInUsers(new Accounts(Map.of()));
    }

    /**
     * These users and one more, or with another password for one. Takes a tenth of a second or more.
     *
     * @throws IllegalArgumentException if the name is blank
     */
    public BuiltInUsers with(String name, String password, Set<String> roles) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a user's name must not be blank");
        }
        Map<String, Account> more = new LinkedHashMap<>(accounts.byName());
        more.put(name, new Account(PasswordHash.of(password), roles));
        return new BuiltInUsers(new Accounts(more));
    }

    @Override
    public Optional<User> authenticate(Credentials credentials) {
        return accounts.authenticate(credentials);
    }

    /** For people: how many there are. */
    @Override
    public String toString() {
        return accounts.byName().size() + " users";
    }
}
