package io.postrider.benchmarks.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How often a process has made the disk write, by what {@code strace} saw.
 *
 * @param confirmed how many sends of one producer, one after the other, returned meanwhile
 * @param calls of fsync, fdatasync and msync
 * @param syncedWrites writes to files opened with O_DSYNC or O_SYNC
 */
record SyncCount(int confirmed, int calls, int syncedWrites) {
    private static final Pattern OPENED_SYNCED = Pattern.compile("openat\\(.*O_D?SYNC.*= \\d+<(.*)>");
    private static final Pattern WRITTEN = Pattern.compile("\\b(?:write|pwrite64|writev|pwritev)\\(\\d+<(.*?)>");
    private static final Pattern SYNC_CALL = Pattern.compile("\\b(?:fsync|fdatasync|msync)\\(");

    /** The command that traces another to a file. */
    static List<String> tracing(Path trace) {
        return List.of(
                "strace",
                "-f",
                "-y",
                "-s",
                "0",
                "-o",
                trace.toString(),
                "-e",
                "trace=openat,write,pwrite64,writev,pwritev,fsync,fdatasync,msync");
    }

    static SyncCount of(Path trace, int confirmed) throws IOException {
        Set<String> synced = new HashSet<>();
        int calls = 0;
        int writes = 0;
        try (Stream<String> lines = Files.lines(trace)) {
            for (String line : (Iterable<String>) lines::iterator) {
                Matcher opened = OPENED_SYNCED.matcher(line);
                Matcher written = WRITTEN.matcher(line);
                if (opened.find()) {
                    synced.add(opened.group(1));
                } else if (written.find()) {
                    writes += synced.contains(written.group(1)) ? 1 : 0;
                } else if (SYNC_CALL.matcher(line).find()) {
                    calls++;
                }
            }
        }
        return new SyncCount(confirmed, calls, writes);
    }

    /** Whether each of the sends may have had one: the traced time is longer than the one that was counted. */
    boolean isOneForEach() {
        return confirmed > 0 && calls + syncedWrites >= confirmed;
    }
}
