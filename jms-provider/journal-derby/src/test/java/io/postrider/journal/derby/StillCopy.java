package io.postrider.journal.derby;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Copies a store that is in use, as a process leaves it that is killed at one moment: threads of its own go on with checkpoints and with
 * emptying tables, so it is copied again until nothing has changed meanwhile.
 */
public final class StillCopy {
    /** So long has nothing changed before it is copied. */
    private static final Duration STILL = Duration.ofMillis(30);

    private StillCopy() {}

    /** Copies a folder; blocks until that is done, for a minute at most. */
    public static void of(Path from, Path to) {
        AtomicInteger attempts = new AtomicInteger();
        await().atMost(1, TimeUnit.MINUTES)
                .pollDelay(STILL)
                .pollInterval(STILL)
                .until(() -> isCopied(
                        from, to.resolveSibling("attempt" + attempts.incrementAndGet() + "of" + to.getFileName()), to));
    }

    private static boolean isCopied(Path from, Path attempt, Path to) throws IOException {
        try {
            Instant still = Instant.now().minus(STILL);
            Map<Path, String> before = lookOf(from, still);
            for (Path file : before.keySet()) {
                Files.copy(from.resolve(file), attempt.resolve(file));
            }
            if (!lookOf(from, still).equals(before)) {
                return false;
            }
            Files.move(attempt, to);
            return true;
        } catch (NoSuchFileException | UncheckedIOException e) {
            // a file has gone meanwhile
            return false;
        }
    }

    /** What is there, folders before what is in them, and when each changed; something else each time if one did just now. */
    private static Map<Path, String> lookOf(Path folder, Instant still) throws IOException {
        Map<Path, String> look = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Instant changed = Files.getLastModifiedTime(file).toInstant();
                boolean justNow = changed.isAfter(still);
                look.put(folder.relativize(file), Files.size(file) + " " + (justNow ? System.nanoTime() : changed));
            }
        }
        return look;
    }
}
