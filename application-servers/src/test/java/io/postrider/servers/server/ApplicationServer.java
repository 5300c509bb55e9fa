package io.postrider.servers.server;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The server that the profile has chosen, as a process of its own: installed anew below {@code target}, from the configuration
 * that the documents show, for each run of the tests. Used by one thread.
 */
public abstract class ApplicationServer {
    /** Options of a JVM that boots quickly on few processors, and never runs long. */
    protected static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

    private static final Duration BOOT_LIMIT = Duration.ofMinutes(5);
    private static final int PORTS_BETWEEN = 100;
    private static final ApplicationServer CHOSEN = create(0);

    private final Path home = Path.of(property("server.home"));
    private final Path configuration = Path.of(property("server.configuration"));
    private final Path folder;
    private final int port;
    private boolean installed;
    private int starts;
    private Process process;

    /** The number says which instance of the server this is, with a folder and ports of its own. */
    ApplicationServer(int instance) {
        this.folder = Path.of(property("server.folder") + (instance == 0 ? "" : "-" + instance));
        this.port = Integer.parseInt(property("server.port")) + instance * PORTS_BETWEEN;
    }

    /** The server that Arquillian knows, one for all classes of a run. */
    public static ApplicationServer chosen() {
        return CHOSEN;
    }

    /** A second instance of the same server, for a test that starts, kills and stops it; Arquillian does not know of it. */
    public static ApplicationServer another() {
        return create(1);
    }

    private static ApplicationServer create(int instance) {
        String name = property("server.name");
        return switch (name) {
            case "wildfly" -> new WildFly(instance);
            case "liberty" -> new Liberty(instance);
            case "glassfish" -> new GlassFish(instance);
            case "payara" -> new Payara(instance);
            default -> throw new IllegalArgumentException("There is no server " + name);
        };
    }

    /** Deploys an archive with the server's own means, for good; it may be ready later. */
    public abstract void deploy(Path archive) throws IOException;

    /** A system property that the build sets. */
    protected static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("The build does not say " + name);
        }
        return value;
    }

    /** Makes {@link #folder} what this server starts from: its own defaults, and the documented configuration. */
    protected abstract void install() throws IOException;

    /** What can only be configured while the server runs; called after its first start. */
    protected void configureRunning() throws IOException {
        // most are configured before
    }

    /** What starts the server in the foreground. */
    protected abstract ProcessBuilder command();

    /** What the server prints once it can be used. */
    protected abstract String readyMark();

    /** How names begin in the server's directory, before {@code jms/orders}. */
    public abstract String directoryPrefix();

    /** What this server wants in a web archive with message-driven beans, besides the standard descriptors. */
    public List<Path> descriptors(String archive) {
        return List.of();
    }

    /** Whether {@code @JMSConnectionFactory} on an injected context may have a name below {@code java:comp/env}. */
    public boolean takesReferencesInContexts() {
        return true;
    }

    /**
     * Pools of the server's own, whose threads come with deployments and administration until the pool has its size: what their names have
     * before the numbers, or the beginning of that.
     */
    public List<String> ownPools() {
        return List.of();
    }

    /**
     * Undeploys our adapter, and deploys it again; nothing that needs it may be deployed.
     *
     * @throws IllegalStateException unless it is WildFly, by whose name such tests are tagged
     */
    public void redeployAdapter() throws IOException {
        throw new IllegalStateException(
                "the adapter is redeployed in WildFly alone, not in " + property("server.name"));
    }

    /** Where the server's archive was unpacked; never written to. */
    protected final Path home() {
        return home;
    }

    /** What belongs to this run, and to this server; made anew with it. */
    public final Path folder() {
        return folder;
    }

    /** A file of the configuration that the documents show. */
    protected final Path configuration(String file) {
        return configuration.resolve(file);
    }

    /** Where it answers HTTP. */
    public final URI uri() {
        return URI.create("http://127.0.0.1:" + port + "/");
    }

    /** The port of {@link #uri}. */
    protected final int port() {
        return port;
    }

    /** Where the broker outside is, or will be; the server knows this port from its start. */
    public final int outsidePort() {
        return port + 7;
    }

    /** Starts the server, installed before if it is the first time, and returns once it is ready. */
    public final void start() throws IOException {
        if (!installed) {
            Folders.delete(folder);
            Files.createDirectories(folder);
            install();
        }
        run();
        if (!installed) {
            configureRunning();
            installed = true;
        }
    }

    private void run() throws IOException {
        if (starts == 0) {
            // whatever ends the tests ends the server
            Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
        }
        Path output = folder.resolve("output-" + ++starts + ".txt");
        Instant begin = Instant.now();
        process = command()
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await("start of " + property("server.name") + ", see " + output)
                .atMost(BOOT_LIMIT)
                .pollInterval(Duration.ofMillis(200))
                .failFast("the server has ended: " + output, () -> !process.isAlive())
                .until(() -> Files.readString(output).contains(readyMark()));
        System.out.printf(
                "%s was ready after %.1f s%n",
                property("server.name"), Duration.between(begin, Instant.now()).toMillis() / 1000.0);
    }

    /** Whether it was started and has not ended. */
    public final boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** Ends the server with SIGKILL, as a failure of the machine would. */
    public final void kill() {
        if (process == null) {
            return;
        }
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> all = children.toList();
            all.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            all.forEach(child -> child.onExit().join());
            process.onExit().join();
        }
    }

    /** Ends the server in order, or by force if that takes more than a minute. */
    public final void stop() {
        if (process == null) {
            return;
        }
        try (Stream<ProcessHandle> children = process.descendants()) {
            List<ProcessHandle> all = children.toList();
            all.forEach(ProcessHandle::destroy);
            if (all.isEmpty()) {
                process.destroy();
            }
        }
        try {
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                kill();
            }
        } catch (InterruptedException e) {
            kill();
            Thread.currentThread().interrupt();
        }
    }

    /** Everything the server has printed in all its lives. */
    public final String output() {
        StringBuilder text = new StringBuilder();
        try {
            for (int start = 1; start <= starts; start++) {
                text.append(Files.readString(folder.resolve("output-" + start + ".txt")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
