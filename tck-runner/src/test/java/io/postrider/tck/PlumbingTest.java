package io.postrider.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * The suites find what a jar of the TCK holds, run it, and the reports count it. The TCK itself cannot be here, so {@code src/stand-in}
 * stands in its packages: a class where each of the suites looks, with three tests each, and one that fails on purpose.
 */
@ResourceLock("the TCK's broker")
class PlumbingTest {
    private static final String SUITES = "io.postrider.tck.suite.";

    @TempDir
    static Path reports;

    @BeforeAll
    static void runTheSuites() {
        DiscoverySelector[] suites = Stream.of(
                        "CoreAToFSuite",
                        "CoreGToQSuite",
                        "CoreRToZSuite",
                        "CoreClosedSuite",
                        "Core20AToISuite",
                        "Core20JToZSuite")
                .map(name -> selectClass(SUITES + name))
                .toArray(DiscoverySelector[]::new);
        LauncherFactory.create(LauncherConfig.builder()
                        .enableTestExecutionListenerAutoRegistration(false)
                        .build())
                .execute(
                        LauncherDiscoveryRequestBuilder.request()
                                .selectors(suites)
                                .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                                .build(),
                        new TckReport(reports.toString()));
    }

    @Test
    void eachSuiteRunsItsClassesAndNoOther() throws Exception {
        assertThat(lines("classes-"))
                .containsExactly(
                        row("core.bytesStandIn.BytesStandInIT", 3, 0),
                        row("core.closedStandIn.ClosedStandInIT", 3, 0),
                        row("core.queueStandIn.QueueStandInIT", 3, 0),
                        row("core.topicStandIn.TopicStandInIT", 3, 1),
                        row("core20.contextStandIn.ContextStandInIT", 3, 0),
                        row("core20.producerStandIn.ProducerStandInIT", 3, 0));
    }

    private static String row(String type, int passed, int failed) {
        return "com.sun.ts.tests.jms." + type + "\t" + passed + "\t" + failed + "\t0";
    }

    @Test
    void aFailureIsReportedWithItsAssertion() throws Exception {
        assertThat(lines("failures-")).singleElement().asString().contains("failsOnPurpose", "on purpose: a failure");
    }

    @Test
    void theSummaryAddsUpAndFailsWhereATestDid() throws Exception {
        Process summary = new ProcessBuilder("bash", "tck-summary", reports.toString())
                .redirectErrorStream(true)
                .start();
        String text = new String(summary.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(summary.waitFor()).isEqualTo(1);
        assertThat(text).contains("| all 6 classes | 18 | 1 | 0 |").contains("TopicStandInIT.failsOnPurpose");
    }

    private static List<String> lines(String prefix) throws IOException {
        try (Stream<Path> files = Files.list(reports)) {
            Path file = files.filter(each -> each.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow();
            return Files.readAllLines(file);
        }
    }
}
