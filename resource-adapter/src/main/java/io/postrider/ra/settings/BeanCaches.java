package io.postrider.ra.settings;

import java.beans.Introspector;
import java.util.List;

/**
 * The JDK remembers the properties of beans that a server has configured, and with them their classes and the adapter's class loader:
 * softly, that is until memory is short. A deployment that has ended should not wait for that. Each group of threads has its own such
 * memory, so whatever thread the server comes with is told to forget.
 */
public final class BeanCaches {
    private BeanCaches() {}

    /** The JDK forgets the properties of these beans, as far as the threads of this thread's group have asked for them. */
    public static void forget(List<Class<?>> beans) {
        for (Class<?> bean : beans) {
            for (Class<?> type = bean; type != Object.class; type = type.getSuperclass()) {
                Introspector.flushFromCaches(type);
            }
        }
    }
}
