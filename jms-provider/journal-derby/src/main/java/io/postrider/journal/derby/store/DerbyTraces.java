package io.postrider.journal.derby.store;

import java.lang.reflect.Field;
import org.apache.derby.iapi.services.context.ContextService;
import org.apache.derby.shared.common.error.ShutdownException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Derby leaves in a thread that has used a connection: the context of it, in a thread-local variable. Through that a thread
 * of an application server, which outlives the application or adapter that has brought us, would keep all of its classes. Derby
 * has no call that takes it out, so this reads its private field; where the field cannot be read, the trace stays.
 */
public final class DerbyTraces {
    private static final Logger LOG = LoggerFactory.getLogger(DerbyTraces.class);
    private static final Field CONTEXTS = findField();

    private DerbyTraces() {}

    /** What is done on the thread. */
    @FunctionalInterface
    public interface Step<T, X extends Exception> {
        /** Does it. */
        T run() throws X;
    }

    /**
     * Does it, and takes out of the calling thread what Derby has left there, also when the engine has ended meanwhile. What was there
     * before stays: the caller may be inside of a call of Derby's itself.
     */
    public static <T, X extends Exception> T wiped(Step<T, X> step) throws X {
        ThreadLocal<?> before = contexts();
        boolean inUse = before != null && before.get() != null;
        try {
            return step.run();
        } finally {
            if (!inUse) {
                remove(before);
                remove(contexts());
            }
        }
    }

    private static void remove(ThreadLocal<?> contexts) {
        if (contexts != null) {
            contexts.remove();
        }
    }

    private static ThreadLocal<?> contexts() {
        if (CONTEXTS == null) {
            return null;
        }
        try {
            return (ThreadLocal<?>) CONTEXTS.get(ContextService.getFactory());
        } catch (ShutdownException e) {
            // the engine does not run, or not any more
            return null;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("the field was made accessible", e);
        }
    }

    private static Field findField() {
        try {
            Field field = ContextService.class.getDeclaredField("threadContextList");
            field.setAccessible(true);
            return field;
        } catch (NoSuchFieldException | RuntimeException e) {
            // another version of Derby, or one in a module that does not open the package
            LOG.debug("what Derby leaves in threads stays there", e);
            return null;
        }
    }
}
