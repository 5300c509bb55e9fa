package io.postrider.client.jndi;

import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTopic;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.CompositeName;
import javax.naming.ConfigurationException;
import javax.naming.Context;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/**
 * Makes the directory in memory that its environment describes; the package's description has the keys. Each call makes
 * a directory of its own. Stateless, and safe for any thread.
 */
public final class PostriderInitialContextFactory implements InitialContextFactory {
    private static final String DEFAULT_FACTORY = "ConnectionFactory";
    private static final String FACTORY_PREFIX = "connectionfactory.";
    private static final String QUEUE_PREFIX = "queue.";
    private static final String TOPIC_PREFIX = "topic.";

    /**
     * The directory that the environment describes. No broker is reached for it.
     *
     * @param environment keys and values; other keys than those of this package are kept and passed over
     * @return a context that may be written to; what is bound is seen by the contexts looked up from it
     * @throws ConfigurationException naming the key, if its value is not valid or two keys claim one name
     */
    @Override
    public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
        Map<String, Object> kept = new HashMap<>();
        (environment == null ? new Hashtable<>() : environment)
                .forEach((key, value) -> kept.put(String.valueOf(key), value));
        Bindings root = new Bindings();
        root.bind("dynamicQueues", Bindings.madeOnDemand(PostriderQueue::new));
        root.bind("dynamicTopics", Bindings.madeOnDemand(PostriderTopic::new));
        PostriderContext context = new PostriderContext(root, "", kept);
        String defaultUrl = kept.get(Context.PROVIDER_URL) instanceof String url ? url.strip() : "";
        // Sorted: a name and a name below it are bound in the same order every time.
        for (Map.Entry<String, Object> entry : new TreeMap<>(kept).entrySet()) {
            if (entry.getValue() instanceof String value) {
                bind(context, entry.getKey(), value.strip(), defaultUrl);
            }
        }
        if (!defaultUrl.isEmpty() && !root.contains(DEFAULT_FACTORY)) {
            root.bind(DEFAULT_FACTORY, AdministeredObjects.connectionFactory(defaultUrl));
        }
        return context;
    }

    private static void bind(PostriderContext context, String key, String value, String defaultUrl)
            throws NamingException {
        String folded = key.toLowerCase(Locale.ROOT);
        try {
            if (folded.startsWith(FACTORY_PREFIX)) {
                String url = value.isEmpty() ? defaultUrl : value;
                bindDeep(context, key.substring(FACTORY_PREFIX.length()), AdministeredObjects.connectionFactory(url));
            } else if (folded.startsWith(QUEUE_PREFIX)) {
                bindDeep(context, key.substring(QUEUE_PREFIX.length()), new PostriderQueue(value));
            } else if (folded.startsWith(TOPIC_PREFIX)) {
                bindDeep(context, key.substring(TOPIC_PREFIX.length()), new PostriderTopic(value));
            }
        } catch (NamingException | IllegalArgumentException e) {
            ConfigurationException failure = new ConfigurationException(
                    "the value \"" + value + "\" of " + key + " is not valid: " + e.getMessage());
            failure.initCause(e);
            throw failure;
        }
    }

    private static void bindDeep(PostriderContext context, String text, Object value) throws NamingException {
        CompositeName name = new CompositeName(text);
        for (int length = 1; length < name.size(); length++) {
            context.ensureSubcontext(name.getPrefix(length));
        }
        context.bind(name, value);
    }
}
