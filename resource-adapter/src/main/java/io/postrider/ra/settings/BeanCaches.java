package io.postrider.ra.settings;

import java.beans.Introspector;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JDK remembers the properties of beans that a server has configured, and with them their classes and the adapter's class loader:
 * softly, that is until memory is short. A deployment that has ended should not wait for that. Each group of threads has its own such
 * memory, and servers deploy by threads of one group and undeploy by those of another. Safe for any thread.
 */
public final class BeanCaches {
    private static final Logger LOG = LoggerFactory.getLogger(BeanCaches.class);

    private final List<Class<?>> beans;
    private final Set<ThreadGroup> groups = ConcurrentHashMap.newKeySet();

    /** Of these beans. */
    public BeanCaches(List<Class<?>> beans) {
        this.beans = beans;
    }

    /** The JDK forgets the properties of the beans, as far as the threads of this thread's group have asked for them. */
    public void forget() {
        groups.add(Thread.currentThread().getThreadGroup());
        flush();
    }

    /** The same for the groups of all threads that the server has come with. Blocks until it is done. */
    public void forgetEverywhere() {
        groups.add(Thread.currentThread().getThreadGroup());
        groups.forEach(this::forgetIn);
    }

    private void forgetIn(ThreadGroup group) {
        try {
            Thread thread = new Thread(group, this::flush, "postrider-forgets");
            thread.start();
            thread.join();
        } catch (IllegalThreadStateException gone) {
            LOG.debug("{} has ended, and what it remembered", group.getName(), gone);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void flush() {
        for (Class<?> bean : beans) {
            for (Class<?> type = bean; type != Object.class; type = type.getSuperclass()) {
                Introspector.flushFromCaches(type);
            }
        }
    }
}
