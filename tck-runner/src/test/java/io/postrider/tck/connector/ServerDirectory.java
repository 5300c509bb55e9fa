package io.postrider.tck.connector;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;

/**
 * A server's directory of administered objects: every {@code InitialContext} of this VM finds them, whatever its initial context
 * factory, as their names begin with {@code java:}. Safe for any thread.
 */
public final class ServerDirectory {
    private static final String URL_PACKAGES = "java.naming.factory.url.pkgs";
    private static final Map<String, Object> OBJECTS = new ConcurrentHashMap<>();
    private static final AtomicInteger NAMES = new AtomicInteger();

    static {
        System.setProperty(URL_PACKAGES, ServerDirectory.class.getPackageName());
    }

    private ServerDirectory() {}

    /** Binds an object, to a name that nothing else has. */
    public static String bind(Object object) {
        String name = "java:global/object" + NAMES.incrementAndGet();
        OBJECTS.put(name, object);
        return name;
    }

    /** What is bound to the name. */
    public static Object lookUp(String name) throws NamingException {
        Object bound = OBJECTS.get(name);
        if (bound == null) {
            throw new NameNotFoundException(name);
        }
        return bound;
    }
}
