package io.postrider.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The part of {@code docs/PERFORMANCE.md} that is made of results, and its picture. */
public final class PerformancePage {
    private static final String BEGIN = "<!-- figures: bin/postrider bench --publish -->";
    private static final String END = "<!-- end of figures -->";

    private PerformancePage() {}

    /**
     * Replaces what stands between the two marks.
     *
     * @param docs the folder of the page
     * @throws IllegalStateException if the page has not both marks
     */
    public static void publish(List<Comparison> comparisons, Path docs) throws IOException {
        Path page = docs.resolve("PERFORMANCE.md");
        String text = Files.readString(page);
        int begin = text.indexOf(BEGIN);
        int end = text.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IllegalStateException(page + " has lost the marks between which figures stand");
        }
        String figures = "\n\n![How many times better Postrider is than each peer](performance.svg)\n\n"
                + MarkdownReport.of(comparisons);
        Files.writeString(page, text.substring(0, begin + BEGIN.length()) + figures + text.substring(end));
        Files.writeString(docs.resolve("performance.svg"), RatioChart.of(comparisons));
    }
}
