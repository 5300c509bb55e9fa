package io.postrider.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A file system of a few megabytes, in memory, mounted for a test; the test is skipped where that is not permitted. */
final class SmallDisk {
    private static final String NOT_PERMITTED =
            "a full disk was not tried: a small file system can be mounted by root on Linux alone, and here it failed: ";

    private final Path directory;

    private SmallDisk(Path directory) {
        this.directory = directory;
    }

    static SmallDisk mounted(Path parent, int megabytes) throws IOException {
        Path directory = Files.createDirectory(parent.resolve("small-disk"));
        String failure = run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", directory.toString());
        if (failure != null) {
            System.out.println(NOT_PERMITTED + failure);
            Assumptions.abort(NOT_PERMITTED + failure);
        }
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    long freeBytes() {
        return directory.toFile().getUsableSpace();
    }

    /** Somebody has made room. */
    void grow(int megabytes) throws IOException {
        String failure = run("mount", "-o", "remount,size=" + megabytes + "m", directory.toString());
        if (failure != null) {
            throw new IOException(failure);
        }
    }

    /** Why the command failed, or null. */
    private static String run(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException e) {
            return e.getMessage();
        }
        String output = new String(process.getInputStream().readAllBytes());
        try {
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0 ? null : output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }

    /** To be called at the end, or the file system stays. */
    void close() throws IOException, InterruptedException {
        String failure = run("umount", "-l", directory.toString());
        if (failure != null) {
            throw new IOException("the small file system is still mounted at " + directory + ": " + failure);
        }
    }
}
