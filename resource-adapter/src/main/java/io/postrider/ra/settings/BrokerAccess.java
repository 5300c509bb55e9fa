package io.postrider.ra.settings;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.connection.PostriderXAConnection;
import jakarta.jms.JMSException;
import java.util.concurrent.Executor;

/**
 * Where a broker is, and as whom connections to it are made: what is left once the settings of a connection factory or activation
 * are put over the adapter's. Immutable; equal if all is.
 *
 * @param url the broker's URL, with options
 * @param user or null for a guest
 * @param password or null
 * @param clientId the client identifier of every connection, or null
 * @param trustedPackages which classes an {@code ObjectMessage} may hold, or null where the URL has it
 */
public record BrokerAccess(String url, String user, String password, String clientId, String trustedPackages) {

    /** As a guest. */
    public static BrokerAccess to(String url) {
        return new BrokerAccess(url, null, null, null, null);
    }

    /** This, with what is not blank put over it; a user comes with the password that is given with it, and not with this one's. */
    public BrokerAccess overriddenBy(
            String otherUrl, String otherUser, String otherPassword, String otherTrustedPackages) {
        boolean own = given(otherUser) == null;
        return new BrokerAccess(
                or(otherUrl, url),
                own ? user : otherUser,
                own ? password : given(otherPassword),
                clientId,
                or(otherTrustedPackages, trustedPackages));
    }

    private static String or(String value, String other) {
        return given(value) == null ? other : value;
    }

    /** Administration consoles leave an empty text where nothing was entered. */
    private static String given(String value) {
        return value == null || value.isBlank() ? null : value;
    }

    /** The same with a client identifier, unless that is blank. */
    public BrokerAccess withClientId(String otherClientId) {
        return new BrokerAccess(url, user, password, or(otherClientId, clientId), trustedPackages);
    }

    /** The same broker as another user. */
    public BrokerAccess as(String otherUser, String otherPassword) {
        return new BrokerAccess(url, otherUser, otherPassword, clientId, trustedPackages);
    }

    /** The same without a client identifier, for connections that stand beside the one that has it. */
    public BrokerAccess withoutClientId() {
        return new BrokerAccess(url, user, password, null, trustedPackages);
    }

    /**
     * Opens a connection whose sessions take part in distributed transactions; blocks until it is open.
     *
     * @param listenerExecutor whose threads run listeners, or null
     */
    public PostriderXAConnection openDistributed(Executor listenerExecutor) throws JMSException {
        return open(() -> (PostriderXAConnection) factory(listenerExecutor).createXAConnection());
    }

    /**
     * Opens a connection; blocks until it is open.
     *
     * @param listenerExecutor whose threads run listeners, or null
     */
    public PostriderConnection open(Executor listenerExecutor) throws JMSException {
        return open(() -> (PostriderConnection) factory(listenerExecutor).createConnection());
    }

    private PostriderConnectionFactory factory(Executor listenerExecutor) {
        PostriderConnectionFactory factory = new PostriderConnectionFactory(url);
        factory.setUserName(user);
        factory.setPassword(password);
        factory.setClientId(clientId);
        factory.setTrustedPackages(trustedPackages);
        factory.setListenerExecutor(listenerExecutor);
        return factory;
    }

    private interface Opening<C> {
        C open() throws JMSException;
    }

    /** A pooled connection outlives the application that happens to need it first, so it must not know its class loader. */
    private static <C> C open(Opening<C> opening) throws JMSException {
        return AdapterLoader.call(opening::open);
    }

    /** For people and logs: where to and as whom, never a password. */
    @Override
    public String toString() {
        int options = url.indexOf('?');
        return (options < 0 ? url : url.substring(0, options)) + (user == null ? "" : " as " + user);
    }
}
