package io.postrider.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Counts the conformance tests by chapter of the specification and writes the table that docs/CONFORMANCE.md shows, as
 * {@code report.md} in the directory that the system property {@code conformance.reportDirectory} names.
 */
public final class ChapterReport implements TestExecutionListener {

    private static final Map<Integer, String> CHAPTERS = Map.ofEntries(
            Map.entry(2, "Architecture"),
            Map.entry(3, "Message model"),
            Map.entry(4, "Messaging domains"),
            Map.entry(5, "Administered objects"),
            Map.entry(6, "Connecting to a provider"),
            Map.entry(7, "Sending messages"),
            Map.entry(8, "Receiving messages"),
            Map.entry(9, "Other facilities"),
            Map.entry(10, "Exceptions"),
            Map.entry(11, "Application server facilities"),
            Map.entry(12, "Use in Jakarta EE applications"),
            Map.entry(13, "Resource adapter"));

    private static final AtomicReference<String> PROVIDER = new AtomicReference<>("unknown provider");

    private final Map<Integer, Map<String, Tally>> chapters = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final Map<String, Integer> differences = new TreeMap<>();

    private static final class Tally {
        int passed;
        int differing;
        int failed;
    }

    static void nameProvider(String name) {
        PROVIDER.set(name);
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest() || !(test.getSource().orElse(null) instanceof MethodSource source)) {
            return;
        }
        Class<?> type = source.getJavaClass();
        if (!ConformanceTest.class.isAssignableFrom(type)) {
            return;
        }
        String section = sectionOf(type, source.getJavaMethod());
        Tally tally = chapters.computeIfAbsent(chapterOf(section), n -> new TreeMap<>())
                .computeIfAbsent(type.getSimpleName(), n -> new Tally());
        String name = type.getSimpleName() + "." + source.getMethodName();
        String reason = result.getThrowable().map(ChapterReport::firstLine).orElse("");
        switch (result.getStatus()) {
            case SUCCESSFUL -> tally.passed++;
            case ABORTED -> {
                tally.differing++;
                differences.merge("`" + name + "`: " + reason.replaceAll(".*known difference: ", ""), 1, Integer::sum);
            }
            case FAILED -> {
                tally.failed++;
                failures.add(section + " `" + name + "` " + test.getDisplayName() + ": " + reason);
            }
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        String directory = System.getProperty("conformance.reportDirectory");
        if (directory == null || chapters.isEmpty()) {
            return;
        }
        try {
            Path report = Path.of(directory, "report.md");
            Files.createDirectories(report.getParent());
            Files.writeString(report, render());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String render() {
        StringBuilder text =
                new StringBuilder("Provider: ").append(PROVIDER.get()).append("\n\n");
        text.append(
                "| chapter | test class | passed | known differences | failed |\n| --- | --- | ---: | ---: | ---: |\n");
        Tally all = new Tally();
        chapters.forEach((chapter, classes) -> classes.forEach((name, tally) -> {
            text.append("| ").append(chapter).append(' ').append(CHAPTERS.get(chapter));
            appendCounts(text.append(" | ").append(name), tally);
            all.passed += tally.passed;
            all.differing += tally.differing;
            all.failed += tally.failed;
        }));
        appendCounts(text.append("| all | "), all);
        appendList(text, "Failed", failures);
        List<String> counted = new ArrayList<>();
        differences.forEach((line, rows) -> counted.add(line + (rows == 1 ? "" : " (" + rows + " rows)")));
        appendList(text, "Known differences", counted);
        return text.toString();
    }

    private static void appendCounts(StringBuilder text, Tally tally) {
        text.append(" | ").append(tally.passed);
        text.append(" | ").append(tally.differing);
        text.append(" | ").append(tally.failed).append(" |\n");
    }

    private static void appendList(StringBuilder text, String title, List<String> lines) {
        if (!lines.isEmpty()) {
            text.append('\n').append(title).append(":\n\n");
            lines.stream()
                    .sorted()
                    .forEach(line -> text.append("- ").append(line).append('\n'));
        }
    }

    private static String sectionOf(Class<?> type, Method method) {
        Section section = method.getAnnotation(Section.class);
        return (section == null ? type.getAnnotation(Section.class) : section).value();
    }

    private static int chapterOf(String section) {
        return Integer.parseInt(section.split("\\.")[0]);
    }

    private static String firstLine(Throwable failure) {
        return String.valueOf(failure).strip().replaceAll("\\s+", " ");
    }
}
