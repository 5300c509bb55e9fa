package io.postrider.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What the README of an example says that it prints, and what it prints. */
public final class ReadmeOutput {
    private static final long PATIENCE_SECONDS = 250;
    private static final String FENCE = "```";

    private final List<String> block;

    private ReadmeOutput(List<String> block) {
        this.block = block;
    }

    /** Reads the block that begins with a command, after a dollar sign. */
    public static ReadmeOutput of(Path readme) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf(FENCE + "\n$ ") + FENCE.length() + 1;
        assertThat(begin).as(readme + " has a command").isGreaterThan(FENCE.length());
        return new ReadmeOutput(
                text.substring(begin, text.indexOf(FENCE, begin)).lines().toList());
    }

    /** The command, without the dollar sign. */
    public String command() {
        return block.get(0).substring(2);
    }

    /** The lines that it prints. */
    public List<String> lines() {
        return block.subList(1, block.size());
    }

    /** Runs a program in a process of its own, as users do, and returns what it prints; fails if it fails. */
    public static List<String> run(Path directory, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        return run(directory, Map.of(), program, arguments);
    }

    /** Runs a program with variables in its environment. */
    public static List<String> run(
            Path directory, Map<String, String> environment, Class<?> program, String... arguments)
            throws IOException, InterruptedException {
        Path output = directory.resolve("output.txt");
        Path errors = directory.resolve("errors.txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly().waitFor();
        assertThat(ended).as("it ends by itself").isTrue();
        assertThat(process.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(output);
    }
}
