package io.postrider.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Writes what this fork has run of the TCK, a line for each class ({@code class passed failed skipped}, with tabs), and a line for
 * each failure, to the directory that the system property {@code tck.reportDirectory} names. {@code tck-summary} adds the
 * forks up.
 */
public final class TckReport implements TestExecutionListener {
    private final Map<String, int[]> classes = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();
    private final String directory;

    /** The one of a fork, made by JUnit. */
    public TckReport() {
        this(System.getProperty("tck.reportDirectory"));
    }

    TckReport(String directory) {
        this.directory = directory;
    }

    @Override
    public synchronized void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (!test.isTest()
                || !(test.getSource().orElse(null) instanceof MethodSource source)
                || !source.getClassName().startsWith("com.sun.ts.")) {
            return;
        }
        classes.computeIfAbsent(source.getClassName(), name -> new int[3])[
                switch (result.getStatus()) {
                    case SUCCESSFUL -> 0;
                    case FAILED -> 1;
                    case ABORTED -> 2;
                }]++;
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            String reason =
                    result.getThrowable().map(String::valueOf).orElse("").replaceAll("\\s+", " ");
            failures.add(source.getClassName() + "." + source.getMethodName() + "\t" + reason);
        }
    }

    @Override
    public synchronized void testPlanExecutionFinished(TestPlan plan) {
        if (directory == null || classes.isEmpty()) {
            return;
        }
        List<String> lines = new ArrayList<>();
        classes.forEach((name, counts) -> lines.add(name + "\t" + counts[0] + "\t" + counts[1] + "\t" + counts[2]));
        long fork = ProcessHandle.current().pid();
        try {
            Files.createDirectories(Path.of(directory));
            Files.write(Path.of(directory, "classes-" + fork + ".tsv"), lines);
            Files.write(Path.of(directory, "failures-" + fork + ".tsv"), failures);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
