package io.postrider.soak;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * What this process has taken at one moment.
 *
 * @param heapBytes after a collection
 * @param openFiles 0 where that cannot be told
 * @param storeBytes all files of the data directory
 */
record Resources(long heapBytes, long threads, long openFiles, long storeBytes) {

    static Resources now(Path store) throws IOException {
        System.gc();
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getOpenFileDescriptorCount()
                : 0;
        return new Resources(
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(),
                ManagementFactory.getThreadMXBean().getThreadCount(),
                files,
                sizeOf(store));
    }

    private static long sizeOf(Path store) throws IOException {
        try (Stream<Path> files = Files.walk(store)) {
            return files.mapToLong(Resources::length).sum();
        } catch (UncheckedIOException e) {
            // a table was dropped meanwhile
            return sizeOf(store);
        }
    }

    private static long length(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The middle one of some figures. */
    static long median(List<Resources> samples, ToLongFunction<Resources> figure) {
        List<Resources> sorted =
                samples.stream().sorted(Comparator.comparingLong(figure)).toList();
        return figure.applyAsLong(sorted.get(sorted.size() / 2));
    }

    @Override
    public String toString() {
        return "heap " + heapBytes / 1024 + " KiB, threads " + threads + ", open files " + openFiles + ", store "
                + storeBytes / 1024 + " KiB";
    }
}
