package io.postrider.servers.bakery.shop;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What the server's process takes, for a test of many redeployments. */
final class Footprint {
    private Footprint() {}

    /** Threads of ours, all threads, loaded classes and used heap after a collection, a line each. */
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
                                .getUsed());
    }
}
