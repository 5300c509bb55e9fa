package io.postrider.broker.security;

import java.security.Principal;
import java.util.Objects;
import java.util.Set;

/**
 * Somebody a realm knows.
 *
 * @param name the user's name; not blank
 * @param roles the roles the user has, by which permissions are given
 */
public record User(String name, Set<String> roles) implements Principal {

    /** The role that may do everything where no permissions are configured, and alone may manage then. */
    public static final String ADMINISTRATOR = "admin";

    /** The role of those who connect without a user name, where they may. */
    public static final String GUEST = "guest";

    /** Copies the roles. */
    public User {
        Objects.requireNonNull(name, "name");
        roles = Set.copyOf(roles);
    }

    @Override
    public String getName() {
        return name;
    }
}
