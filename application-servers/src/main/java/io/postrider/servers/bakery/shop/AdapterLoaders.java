package io.postrider.servers.bakery.shop;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/**
 * The class loaders that the adapter has had, one for each of its deployments. They are remembered weakly and where they outlive this
 * application: in a system property, by classes of the JDK alone.
 */
final class AdapterLoaders {
    private static final String PROPERTY = "bakery.adapters";

    private AdapterLoaders() {}

    /** How many of them are not collected yet, with this one, which is the adapter's now. */
    static long alive(ClassLoader current) {
        List<WeakReference<ClassLoader>> known = known();
        synchronized (known) {
            if (known.stream().noneMatch(loader -> loader.refersTo(current))) {
                known.add(new WeakReference<>(current));
            }
            return known.stream().filter(loader -> !loader.refersTo(null)).count();
        }
    }

    @SuppressWarnings("unchecked") // nobody else uses that name
    private static List<WeakReference<ClassLoader>> known() {
        Properties everywhere = System.getProperties();
        return (List<WeakReference<ClassLoader>>) everywhere.computeIfAbsent(PROPERTY, name -> new ArrayList<>());
    }
}
