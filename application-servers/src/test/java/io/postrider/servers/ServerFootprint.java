package io.postrider.servers;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the server's process takes at one moment, after a garbage collection.
 *
 * @param values the figures by their names, and {@code thread:NAME} for how many threads have that name before its numbers
 */
record ServerFootprint(Map<String, Long> values) {
    private static final String THREAD = "thread:";

    /** Threads of Postrider's. */
    long ours() {
        return values.get("postrider");
    }

    /** All threads. */
    long threads() {
        return values.get("threads");
    }

    /** Open files; 0 but on Linux. */
    long files() {
        return values.get("files");
    }

    /** Class loaders of the adapter, one for each of its deployments that is not forgotten. */
    long adapters() {
        return values.get("adapters");
    }

    /** Loaded classes. */
    long classes() {
        return values.get("classes");
    }

    /** How many more threads of each name there are than there were. */
    Map<String, Long> newThreads(ServerFootprint before) {
        Map<String, Long> more = new TreeMap<>();
        values.forEach((name, count) -> {
            long difference = count - before.values.getOrDefault(name, 0L);
            if (name.startsWith(THREAD) && difference > 0) {
                more.put(name.substring(THREAD.length()), difference);
            }
        });
        return more;
    }

    /** How many more threads there are that belong to none of those pools. */
    long newThreadsBeside(List<String> pools, ServerFootprint before) {
        return newThreads(before).entrySet().stream()
                .filter(kind -> pools.stream().noneMatch(kind.getKey()::startsWith))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** The figures for the documents. */
    @Override
    public String toString() {
        return "threads %d; of Postrider %d; adapters %d; classes %,d; heap %d MB; open files %d"
                .formatted(threads(), ours(), adapters(), classes(), values.get("heap") / 1_000_000, files());
    }
}
