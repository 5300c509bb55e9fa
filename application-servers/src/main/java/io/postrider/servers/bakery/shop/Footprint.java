package io.postrider.servers.bakery.shop;

import java.lang.management.ManagementFactory;
import java.util.List;

/** What the server's process takes, for a test of many redeployments. */
final class Footprint {
    private Footprint() {}

    /** Threads, loaded classes and used heap after a collection, a line each. */
    static List<String> now() {
        System.gc();
        return List.of(
                "threads " + ManagementFactory.getThreadMXBean().getThreadCount(),
                "classes " + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount(),
                "heap "
                        + ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed());
    }
}
