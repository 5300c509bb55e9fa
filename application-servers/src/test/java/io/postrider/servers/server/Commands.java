package io.postrider.servers.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a server's own tools. */
final class Commands {
    private static final long LIMIT_MINUTES = 5;

    private Commands() {}

    /** Runs a command to its end; its output goes to the file. */
    static void run(ProcessBuilder command, Path output) throws IOException {
        Process process = command.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        process.getOutputStream().close();
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command.command() + " does not end; see " + output);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(command.command() + " was interrupted", e);
        }
        if (process.exitValue() != 0) {
            throw new IOException(
                    command.command() + " ended with " + process.exitValue() + ": " + Files.readString(output));
        }
    }
}
