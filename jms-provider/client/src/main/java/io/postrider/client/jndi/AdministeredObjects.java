package io.postrider.client.jndi;

import jakarta.jms.ConnectionFactory;
import java.lang.reflect.InvocationTargetException;
import javax.naming.ConfigurationException;
import javax.naming.NamingException;

/**
 * Makes connection factories by the name of their class, as a directory knows them: the root package uses this one, and
 * so cannot be used by it.
 */
final class AdministeredObjects {
    /** The one class of connection factories, as references name it. */
    static final String CONNECTION_FACTORY = "io.postrider.client.PostriderConnectionFactory";

    private AdministeredObjects() {}

    /**
     * A connection factory.
     *
     * @param url the broker's address with options; empty for the factory's own default
     * @throws ConfigurationException if the address is not valid
     */
    static ConnectionFactory connectionFactory(String url) throws NamingException {
        try {
            Class<? extends ConnectionFactory> type =
                    Class.forName(CONNECTION_FACTORY).asSubclass(ConnectionFactory.class);
            return url.isEmpty()
                    ? type.getConstructor().newInstance()
                    : type.getConstructor(String.class).newInstance(url);
        } catch (InvocationTargetException e) {
            throw failure(
                    "no connection factory for " + url + ": " + e.getCause().getMessage(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw failure("the class " + CONNECTION_FACTORY + " cannot be used: " + e, e);
        }
    }

    private static ConfigurationException failure(String sentence, Throwable cause) {
        ConfigurationException failure = new ConfigurationException(sentence);
        failure.initCause(cause);
        return failure;
    }
}
