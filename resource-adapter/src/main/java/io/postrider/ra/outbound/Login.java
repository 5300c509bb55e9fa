package io.postrider.ra.outbound;

import jakarta.resource.spi.ConnectionRequestInfo;

/**
 * As whom an application asks for a connection; without one it is whom the administrator has configured.
 *
 * @param user or null
 * @param password or null
 */
record Login(String user, String password) implements ConnectionRequestInfo {

    /** For people and logs: never the password. */
    @Override
    public String toString() {
        return "login of " + user;
    }
}
