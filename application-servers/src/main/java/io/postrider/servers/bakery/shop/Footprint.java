package io.postrider.servers.bakery.shop;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the server's process takes, for a test of many redeployments. */
final class Footprint {
    private Footprint() {}

    /**
     * Threads of ours, all threads, the adapter's class loaders, loaded classes, used heap after a collection and open files (0 but on Linux), a
     * line each; then how many threads there are of each name.
     */
    static List<String> now(ClassLoader adapter) {
        System.gc();
        Map<String, Long> threads = Thread.getAllStackTraces().keySet().stream()
                .collect(Collectors.groupingBy(Footprint::kind, TreeMap::new, Collectors.counting()));
        List<String> lines = new ArrayList<>(List.of(
                "postrider " + threads.getOrDefault("thread:postrider", 0L),
                "threads " + ManagementFactory.getThreadMXBean().getThreadCount(),
                "adapters " + AdapterLoaders.alive(adapter),
                "classes " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                "heap "
                        + ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed(),
                "files " + openFiles()));
        threads.forEach((kind, count) -> lines.add(kind + " " + count));
        return lines;
    }

    /** The same when memory has been short: nothing is left that was softly held. */
    static List<String> whenShortOfMemory(ClassLoader adapter) {
        ShortMemory.make();
        return now(adapter);
    }

    /** One word for all threads of one pool: what their names have before numbers. */
    private static String kind(Thread thread) {
        String name = thread.getName();
        return "thread:" + (name.startsWith("postrider") ? "postrider" : name.replaceAll("[^A-Za-z.]+", "-"));
    }

    private static int openFiles() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
