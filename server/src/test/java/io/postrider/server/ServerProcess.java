package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/**
 * A process of {@code Main} that serves, and commands against it: each in this process, through what {@code Main} calls, but for those that are
 * to be seen as processes of their own. What each needs lies in one directory.
 */
final class ServerProcess {
    private static final long PATIENCE_SECONDS = 100;

    private final Path directory;
    private final Map<String, String> variables = new TreeMap<>();
    private final List<String> javaOptions = new ArrayList<>();
    private Process server;
    private Path output;
    private int starts;

    ServerProcess(Path directory) {
        this.directory = directory;
    }

    /** How a command ended, and what it said. */
    record Ended(int code, String out, String err) {
        Ended succeeded() {
            assertThat(code).as(this::toString).isZero();
            return this;
        }

        Ended failed(int expected, String reason) {
            assertThat(code).as(this::toString).isEqualTo(expected);
            assertThat(err).contains(reason);
            return this;
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    /** An option of the Java virtual machine for all processes from now on. */
    void javaOption(String option) {
        javaOptions.add(option);
    }

    /** An environment variable for all that is started from now on. */
    void variable(String name, String value) {
        variables.put(name, value);
    }

    /** Starts the server, waits until it is up, and lets commands connect as its administrator. */
    void start(String... options) throws Exception {
        output = directory.resolve("server-" + ++starts + ".out");
        List<String> arguments = new ArrayList<>(List.of("run", "--set", "listen.port=0"));
        arguments.addAll(List.of(options));
        server = builder(arguments)
                .redirectOutput(output.toFile())
                .redirectError(directory.resolve("server-" + starts + ".err").toFile())
                .start();
        Awaitility.await()
                .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .until(() -> output().contains("is up") || !server.isAlive());
        assertThat(server.isAlive()).as(this::everything).isTrue();
        Awaitility.await().until(() -> Files.exists(data().resolve("server.properties")));
        Matcher password = Pattern.compile("(?m)^password +(\\S+)$").matcher(output());
        if (password.find()) {
            variable("POSTRIDER_USER", "admin");
            variable("POSTRIDER_PASSWORD", password.group(1));
        }
    }

    /** What the server has printed. */
    String output() throws IOException {
        return Files.exists(output) ? Files.readString(output) : "";
    }

    private String everything() {
        try {
            return output() + Files.readString(directory.resolve("server-" + starts + ".err"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What the server has logged. */
    String log() throws IOException {
        return Files.readString(data().resolve("log").resolve("postrider.0.log"));
    }

    String address(String name) throws IOException {
        Matcher line = Pattern.compile("(?m)^" + name + " +(\\S+)$").matcher(output());
        assertThat(line.find()).as(output()).isTrue();
        return line.group(1);
    }

    Process process() {
        return server;
    }

    /** Runs one command to its end. */
    Ended command(String... arguments) throws Exception {
        return commandWithInput("", arguments);
    }

    /** Runs one command to its end, in this process. One that would serve has a process of its own. */
    Ended commandWithInput(String input, String... arguments) throws Exception {
        return arguments.length > 0 && arguments[0].equals("run")
                ? processWithInput(input, arguments)
                : CommandInThisProcess.run(directory, environment(), input, arguments);
    }

    /** Runs one command as a process of its own, from its start to its exit code. */
    Ended processWithInput(String input, String... arguments) throws Exception {
        Path out = Files.createTempFile(directory, "command", ".out");
        Path err = Files.createTempFile(directory, "command", ".err");
        Path in = Files.createTempFile(directory, "command", ".in");
        Files.writeString(in, input);
        Process process = builder(Arrays.asList(arguments))
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as(() -> Arrays.toString(arguments)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
    }

    /** Runs one command as a process of its own, reads the first byte of what it says, and then closes the pipe: as {@code | head -1} does. */
    int processReadOnce(String... arguments) throws Exception {
        Process process = builder(Arrays.asList(arguments))
                .redirectError(directory.resolve("unread.err").toFile())
                .start();
        try (InputStream out = process.getInputStream()) {
            assertThat(out.read()).isNotNegative();
        }
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private Map<String, String> environment() {
        Map<String, String> all = new TreeMap<>(variables);
        all.put("POSTRIDER_DATA_DIRECTORY", data().toString());
        return all;
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx256m",
                "-Dpostrider.home=" + directory));
        command.addAll(javaOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTRIDER_"));
        builder.environment().putAll(environment());
        return builder;
    }

    /** Ends the server as a crash would. */
    void kill() throws InterruptedException {
        server.destroyForcibly().waitFor();
    }

    /** Ends the server in order. */
    int terminate() throws InterruptedException {
        server.destroy();
        assertThat(server.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return server.exitValue();
    }

    /** Ends the server, if it runs, in whatever way. */
    void close() throws InterruptedException {
        if (server != null && server.isAlive()) {
            kill();
        }
    }
}
