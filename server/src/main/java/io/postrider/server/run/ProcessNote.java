package io.postrider.server.run;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;

/**
 * What a running server writes into its data directory, so that {@code stop} and {@code status} find it. After a crash it
 * is left over: {@link #process} tells whether the process it names is still that server.
 *
 * @param pid the server's process
 * @param processStart when the operating system started that process: its number may be another's by now
 * @param brokerName the broker's name
 * @param version the server's version
 * @param url where it listens for plain TCP, or, without that, for TLS; empty if for none
 * @param tlsUrl where it listens for TLS; empty if it does not
 * @param logFile where its log is
 */
public record ProcessNote(
        long pid, Instant processStart, String brokerName, String version, String url, String tlsUrl, Path logFile) {
    private static final String FILE_NAME = "server.properties";

    private static Path file(Path dataDirectory) {
        return dataDirectory.resolve(FILE_NAME);
    }

    /** When this process was started. */
    static Instant startOfThisProcess() {
        return ProcessHandle.current().info().startInstant().orElse(Instant.EPOCH);
    }

    /**
     * Writes the note whole, or not at all.
     *
     * @throws IOException if the directory cannot be written to
     */
    void write(Path dataDirectory) throws IOException {
        Properties properties = new Properties();
        properties.setProperty("pid", Long.toString(pid));
        properties.setProperty("processStart", processStart.toString());
        properties.setProperty("brokerName", brokerName);
        properties.setProperty("version", version);
        properties.setProperty("url", url);
        properties.setProperty("tlsUrl", tlsUrl);
        properties.setProperty("logFile", logFile.toString());
        Path next = dataDirectory.resolve(FILE_NAME + ".new");
        try (OutputStream out = Files.newOutputStream(next)) {
            properties.store(out, "the server that runs here; written by it, removed when it stops");
        }
        Files.move(next, file(dataDirectory), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Removes the note. */
    static void remove(Path dataDirectory) throws IOException {
        Files.deleteIfExists(file(dataDirectory));
    }

    /**
     * The note in a data directory.
     *
     * @return empty if there is none
     * @throws IOException if it cannot be read or understood
     */
    public static Optional<ProcessNote> read(Path dataDirectory) throws IOException {
        Path file = file(dataDirectory);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties properties = new Properties();
        try (InputStream in = Files.newInputStream(file)) {
            properties.load(in);
            return Optional.of(new ProcessNote(
                    Long.parseLong(properties.getProperty("pid", "")),
                    Instant.parse(properties.getProperty("processStart", "")),
                    properties.getProperty("brokerName", ""),
                    properties.getProperty("version", ""),
                    properties.getProperty("url", ""),
                    properties.getProperty("tlsUrl", ""),
                    Path.of(properties.getProperty("logFile", ""))));
        } catch (RuntimeException e) {
            throw new IOException(file + " is damaged: " + e.getMessage(), e);
        }
    }

    /** The server's process, if it still runs. */
    public Optional<ProcessHandle> process() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle ->
                        handle.info().startInstant().orElse(Instant.EPOCH).equals(processStart));
    }
}
