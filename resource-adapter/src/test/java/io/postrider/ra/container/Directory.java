package io.postrider.ra.container;

import java.util.Hashtable;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.naming.Context;
import javax.naming.InitialContext;
import javax.naming.NameNotFoundException;
import javax.naming.NamingException;
import javax.naming.spi.InitialContextFactory;

/** A server's directory of names, for as long as it is open; one at a time. */
public final class Directory implements AutoCloseable {
    private static final Map<String, Object> BOUND = new ConcurrentHashMap<>();

    /** Empty. */
    public Directory() {
        System.setProperty(Context.INITIAL_CONTEXT_FACTORY, Factory.class.getName());
    }

    /** From now on the name leads there. */
    public void bind(String name, Object object) {
        BOUND.put(name, object);
    }

    @Override
    public void close() {
        BOUND.clear();
        System.clearProperty(Context.INITIAL_CONTEXT_FACTORY);
    }

    /** For JNDI. */
    public static final class Factory implements InitialContextFactory {
        /** For JNDI. */
        public Factory() {}

        @Override
        public Context getInitialContext(Hashtable<?, ?> environment) throws NamingException {
            return new Names();
        }
    }

    private static final class Names extends InitialContext {
        Names() throws NamingException {
            super(true);
        }

        @Override
        public Object lookup(String name) throws NamingException {
            Object found = BOUND.get(name);
            if (found == null) {
                throw new NameNotFoundException(name);
            }
            return found;
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
