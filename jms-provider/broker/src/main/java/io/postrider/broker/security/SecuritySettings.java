package io.postrider.broker.security;

import java.util.Objects;

/**
 * How a broker is secured. Immutable.
 *
 * @param realm knows the users; null where there are none
 * @param guests whether connections without a user name are welcome, also from outside this VM
 * @param authorizer what users may do
 */
public record SecuritySettings(SecurityRealm realm, boolean guests, Authorizer authorizer) {

    /** Checks for nulls. */
    public SecuritySettings {
        Objects.requireNonNull(authorizer, "authorizer");
    }

    /** Without users: open to this VM, which is the trust boundary, and closed to all others. */
    public static SecuritySettings defaults() {
        return new SecuritySettings(null, false, Permissions.defaults());
    }

    /** These settings with a realm. */
    public SecuritySettings withRealm(SecurityRealm value) {
        return new SecuritySettings(value, guests, authorizer);
    }

    /** These settings with or without guests. */
    public SecuritySettings withGuests(boolean value) {
        return new SecuritySettings(realm, value, authorizer);
    }

    /** These settings with another authorizer. */
    public SecuritySettings withAuthorizer(Authorizer value) {
        return new SecuritySettings(realm, guests, value);
    }

    /** For people: no secrets. */
    @Override
    public String toString() {
        return (realm == null ? "open to this VM" : realm.toString()) + (guests ? " and guests" : "");
    }
}
