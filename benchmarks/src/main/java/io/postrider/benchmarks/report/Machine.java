package io.postrider.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine on which the bench runs. */
final class Machine {
    private static final long KIBIBYTES_IN_A_GIBIBYTE = 1024 * 1024;

    private Machine() {}

    /** A sentence: processor, memory, operating system, Java. */
    static String description() {
        String processor = first("/proc/cpuinfo", "model name").orElse(System.getProperty("os.arch"));
        String memory = first("/proc/meminfo", "MemTotal")
                .map(text -> Long.parseLong(text.replaceAll("\\D", "")) / KIBIBYTES_IN_A_GIBIBYTE + " GiB, ")
                .orElse("");
        return "Machine: " + Runtime.getRuntime().availableProcessors() + " x " + processor + ", " + memory
                + System.getProperty("os.name") + " " + System.getProperty("os.version") + ", Java "
                + System.getProperty("java.vm.version") + ".";
    }

    private static Optional<String> first(String file, String key) {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst();
        } catch (IOException notOnThisSystem) {
            return Optional.empty();
        }
    }
}
