package io.postrider.client.jndi;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.protocol.message.DestinationName;
import java.util.Hashtable;
import java.util.Map;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.Name;
import javax.naming.NamingException;
import javax.naming.RefAddr;
import javax.naming.Reference;
import javax.naming.spi.ObjectFactory;

/**
 * Makes connection factories and destinations again from the {@link Reference}s that directories keep of them. A reference
 * holds a connection factory's address under {@value #URL_ADDRESS}, a destination's name under
 * {@link PostriderDestination#NAME_ADDRESS}. Classes of others are left to others: nothing is loaded by a name from a
 * reference. Stateless, and safe for any thread.
 */
public final class PostriderObjectFactory implements ObjectFactory {
    /** The address type under which a connection factory's reference holds the broker's address with its options. */
    public static final String URL_ADDRESS = "url";

    private static final Map<String, DestinationName.Kind> DESTINATIONS = Map.of(
            "io.postrider.client.destination.PostriderQueue", DestinationName.Kind.QUEUE,
            "io.postrider.client.destination.PostriderTopic", DestinationName.Kind.TOPIC,
            "io.postrider.client.destination.PostriderTemporaryQueue", DestinationName.Kind.TEMPORARY_QUEUE,
            "io.postrider.client.destination.PostriderTemporaryTopic", DestinationName.Kind.TEMPORARY_TOPIC);

    /**
     * The object that a reference stands for.
     *
     * @return null where it is no reference, or one to a class that is not of this provider
     * @throws NamingException if the reference lacks its address, or the address is not valid
     */
    @Override
    public Object getObjectInstance(Object object, Name name, Context context, Hashtable<?, ?> environment)
            throws NamingException {
        return object instanceof Reference reference ? resolve(reference) : null;
    }

    /** What the reference stands for; null for another provider's. */
    static Object resolve(Reference reference) throws NamingException {
        if (AdministeredObjects.CONNECTION_FACTORY.equals(reference.getClassName())) {
            return AdministeredObjects.connectionFactory(address(reference, URL_ADDRESS));
        }
        DestinationName.Kind kind = DESTINATIONS.get(reference.getClassName());
        if (kind == null) {
            return null;
        }
        try {
            return PostriderDestination.of(
                    new DestinationName(kind, address(reference, PostriderDestination.NAME_ADDRESS)));
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(
                    "the reference " + reference.getClassName() + " is not valid: " + e.getMessage());
        }
    }

    private static String address(Reference reference, String type) throws NamingException {
        RefAddr address = reference.get(type);
        if (address == null || !(address.getContent() instanceof String text)) {
            throw new ConfigurationException(
                    "the reference to a " + reference.getClassName() + " has no address \"" + type + "\"");
        }
        return text;
    }
}
