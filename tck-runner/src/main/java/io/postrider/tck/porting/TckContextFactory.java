package io.postrider.tck.porting;

import io.postrider.client.jndi.PostriderInitialContextFactory;
import java.util.Hashtable;
import java.util.List;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.ServiceUnavailableException;
import javax.naming.spi.InitialContextFactory;

/**
 * The directory of the TCK's administered objects: name this class in {@code java.naming.factory.initial}. The first context
 * starts a broker in this VM, with a journal in memory, the TCK's user, and guests; it ends with the VM. The system property
 * {@code tck.link} says how it is reached: {@code vm}, which is the default, or {@code tcp}.
 */
public final class TckContextFactory implements InitialContextFactory {
    /** The user that the TCK connects as. */
    public static final String USER = "j2ee";

    /** The password of {@link #USER}. */
    public static final String PASSWORD = "j2ee";

    private static final List<String> QUEUES =
            List.of("MY_QUEUE", "MY_QUEUE2", "testQ0", "testQ1", "testQ2", "testQueue2", "Q2");
    private static final List<String> TOPICS = List.of("MY_TOPIC", "MY_TOPIC2", "testT0", "testT1", "testT2");
    private static final List<String> FACTORIES =
            List.of("MyConnectionFactory", "MyQueueConnectionFactory", "MyTopicConnectionFactory");
    private static final String DURABLE_FACTORY = "DURABLE_SUB_CONNECTION_FACTORY";

    /**
     * A context of its own with all of the TCK's names. Blocks while the broker starts, if it is the first.
     *
     * @throws ConfigurationException if {@code tck.link} is neither {@code vm} nor {@code tcp}
     * @throws ServiceUnavailableException if the broker cannot be started
     */
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        String address = TckBroker.address();
        String url = address + (address.contains("?") ? "&" : "?") + "jms.trustedPackages=com.sun.ts";
        Hashtable<Object, Object> names = new Hashtable<>();
        QUEUES.forEach(name -> names.put("queue." + name, name));
        TOPICS.forEach(name -> names.put("topic." + name, name));
        FACTORIES.forEach(name -> names.put("connectionFactory." + name, url));
        names.put("connectionFactory." + DURABLE_FACTORY, url + "&jms.clientId=cts");
        return new PostriderInitialContextFactory().getInitialContext(names);
    }
}
