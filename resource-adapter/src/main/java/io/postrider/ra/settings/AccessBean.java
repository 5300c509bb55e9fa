package io.postrider.ra.settings;

import java.io.Serializable;
import java.util.Objects;

/**
 * The properties by which the adapter, a connection factory and an activation say where a broker is, and as whom to connect to it.
 * Configured by one thread, then safe for any.
 */
public abstract class AccessBean implements Serializable {
    private static final long serialVersionUID = 1L;

    private String url;
    private String user;
    private String password;
    private String trustedPackages;

    /** With a URL, or null. */
    protected AccessBean(String url) {
        this.url = url;
    }

    /** Where the broker is: {@code vm://NAME} in the adapter, {@code tcp://HOST:PORT} elsewhere; null for where the adapter's is. */
    public String getUrl() {
        return url;
    }

    /** Says where the broker is. */
    public void setUrl(String url) {
        this.url = url;
    }

    /** Who connects; null for the adapter's user, and for a guest in the adapter itself. */
    public String getUser() {
        return user;
    }

    /** Says who connects. */
    public void setUser(String user) {
        this.user = user;
    }

    /** The password that goes with the user. */
    public String getPassword() {
        return password;
    }

    /** Says the password that goes with the user. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** The packages whose classes an {@code ObjectMessage} may hold, with commas between them, or null. */
    public String getTrustedPackages() {
        return trustedPackages;
    }

    /** Says the packages whose classes an {@code ObjectMessage} may hold, with commas between them. */
    public void setTrustedPackages(String trustedPackages) {
        this.trustedPackages = trustedPackages;
    }

    /** Others' settings with what is said here put over them. */
    public final BrokerAccess accessOver(BrokerAccess defaults) {
        return defaults.overriddenBy(url, user, password, trustedPackages);
    }

    /** Whether another says all the same. */
    protected final boolean hasAccessOf(AccessBean that) {
        return Objects.equals(url, that.url)
                && Objects.equals(user, that.user)
                && Objects.equals(password, that.password)
                && Objects.equals(trustedPackages, that.trustedPackages);
    }

    /** Fits {@link #hasAccessOf}. */
    protected final int accessHash() {
        return Objects.hash(url, user, password, trustedPackages);
    }
}
