package io.postrider.journal.derby.store;

import io.postrider.journal.derby.files.PlainStorageFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Settings that Derby reads from the system properties alone, when a database or its engine boots. They are set for the
 * length of a boot and taken back after it; what the user has set is left as it is.
 */
final class BootProperties {
    private static final String LOG_PROPERTIES = "derby.stream.error.";
    private static final long AMPLE_HEAP_BYTES = 900L << 20;
    private static final int FEW_PAGES = 100;
    private static final int MANY_PAGES = 2_500;

    private static final Map<String, String> DEFAULTS = Map.of(
            "derby.storage.logBufferSize",
            "524288",
            "derby.storage.logSwitchInterval",
            "33554432",
            "derby.storage.checkpointInterval",
            "33554432",
            PlainStorageFactory.PROPERTY,
            PlainStorageFactory.class.getName(),
            "derby.storage.pageCacheSize",
            Integer.toString(cachedPages(Runtime.getRuntime().maxMemory())));

    // system properties are one for the VM: two journals that open at once must not take back each other's
    private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

    private BootProperties() {}

    /**
     * How many pages of 32 KiB Derby keeps in memory. A few are as good as a thousand; but with more than a segment or two has, pages
     * of messages that have gone meanwhile need not be written at all, which large messages gain by.
     */
    static int cachedPages(long heapBytes) {
        return heapBytes < AMPLE_HEAP_BYTES ? FEW_PAGES : MANY_PAGES;
    }

    /** What is done meanwhile. */
    @FunctionalInterface
    interface Boot<T, X extends Exception> {
        T run() throws X;
    }

    static <T, X extends Exception> T with(Boot<T, X> boot) throws X {
        ONE_AT_A_TIME.lock();
        Map<String, String> added = new LinkedHashMap<>();
        try {
            Properties given = given();
            DEFAULTS.forEach((name, value) -> add(name, value, given, added));
            if (given.stringPropertyNames().stream().noneMatch(name -> name.startsWith(LOG_PROPERTIES))) {
                add(LOG_PROPERTIES + "method", DerbyLog.class.getName() + ".open", given, added);
            }
            return boot.run();
        } finally {
            added.forEach(System.getProperties()::remove);
            ONE_AT_A_TIME.unlock();
        }
    }

    private static void add(String name, String value, Properties given, Map<String, String> added) {
        if (given.getProperty(name) == null) {
            System.setProperty(name, value);
            added.put(name, value);
        }
    }

    /** What the user has set: as a system property, or in the file {@code derby.properties} that Derby reads. */
    private static Properties given() {
        Properties given = new Properties();
        Path file = Path.of(System.getProperty("derby.system.home", ""), "derby.properties");
        if (Files.isReadable(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                given.load(in);
            } catch (IOException e) {
                // Derby will say so itself, and do without
                given.clear();
            }
        }
        System.getProperties().stringPropertyNames().forEach(name -> given.setProperty(name, System.getProperty(name)));
        return given;
    }
}
