package io.postrider.servers.bakery.shop;

import java.io.File;
import java.lang.management.ManagementFactory;
import java.util.List;

/** What the server's process takes, for a test of many redeployments. */
final class Footprint {
    private Footprint() {}

    /** Threads of ours, all threads, loaded classes, used heap after a collection and open files (0 but on Linux), a line each. */
    static List<String> now() {
        System.gc();
        return List.of(
                "postrider "
                        + Thread.getAllStackTraces().keySet().stream()
                                .filter(thread -> thread.getName().startsWith("postrider"))
                                .count(),
                "threads " + ManagementFactory.getThreadMXBean().getThreadCount(),
                "classes " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                "heap "
                        + ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed(),
                "files " + openFiles());
    }

    private static int openFiles() {
        String[] open = new File("/proc/self/fd").list();
        return open == null ? 0 : open.length;
    }
}
