package io.postrider.benchmarks.report;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Transport;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** A picture: for each trial how many times better Postrider is than each peer, on a logarithmic axis. */
final class RatioChart {
    private static final int WIDTH = 960;
    private static final int LABELS = 420;
    private static final int RIGHT = 40;
    private static final int TOP = 70;
    private static final int ROW = 22;
    private static final int RADIUS = 5;
    private static final double LEAST = 0.25;
    private static final double MOST = 1_000;
    private static final double[] TICKS = {0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000};
    private static final Map<Contender, String> COLOURS = Map.of(
            Contender.ARTEMIS, "#d95f02",
            Contender.CLASSIC, "#1b9e77",
            Contender.ARTEMIS_JDBC, "#f0b48a",
            Contender.CLASSIC_JDBC, "#8fd0bc");

    private RatioChart() {}

    static String of(List<Comparison> comparisons) {
        int height = TOP + comparisons.size() * ROW + ROW;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" font-family=\"sans-serif\""
                        + " font-size=\"12\">%n<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
                WIDTH,
                height));
        text(svg, 10, 20, "start", "How many times better Postrider is; left of the bold line the peer is better");
        legend(svg);
        axis(svg, height);
        int y = TOP + ROW / 2;
        for (Comparison comparison : comparisons) {
            row(svg, comparison, y);
            y += ROW;
        }
        return svg.append("</svg>\n").toString();
    }

    private static void legend(StringBuilder svg) {
        int x = 10;
        for (Contender contender : Contender.values()) {
            if (COLOURS.containsKey(contender)) {
                circle(svg, x + RADIUS, 37, contender);
                text(svg, x + 3 * RADIUS, 41, "start", contender.title());
                x += 170;
            }
        }
    }

    private static void axis(StringBuilder svg, int height) {
        for (double tick : TICKS) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\" stroke=\"#888\" stroke-width=\"%s\"/>%n",
                    x(tick),
                    TOP - 4,
                    x(tick),
                    height - ROW / 2,
                    tick == 1 ? "2" : "0.3"));
            text(
                    svg,
                    x(tick),
                    TOP - 8,
                    "middle",
                    (tick < 1 ? Double.toString(tick) : Integer.toString((int) tick)) + "x");
        }
    }

    private static void row(StringBuilder svg, Comparison comparison, int y) {
        String where = comparison.trial().transport() == Transport.VM ? "vm" : "tcp";
        text(
                svg,
                LABELS - 10,
                y + 4,
                "end",
                comparison.trial().workload().title() + ", " + where + ", "
                        + comparison.trial().bodyBytes() + " B");
        Stream.of(Contender.values()).filter(COLOURS::containsKey).forEach(peer -> {
            OptionalDouble advantage =
                    comparison.advantageOver(peer, comparison.trial().workload().compared());
            advantage.ifPresent(value -> circle(svg, x(value), y, peer));
        });
    }

    private static double x(double advantage) {
        double bounded = Math.max(LEAST, Math.min(MOST, advantage));
        double part = Math.log(bounded / LEAST) / Math.log(MOST / LEAST);
        return LABELS + part * (WIDTH - RIGHT - LABELS);
    }

    private static void circle(StringBuilder svg, double x, int y, Contender contender) {
        svg.append(String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%d\" r=\"%d\" fill=\"%s\"><title>%s</title></circle>%n",
                x,
                y,
                RADIUS,
                COLOURS.get(contender),
                contender.title()));
    }

    private static void text(StringBuilder svg, double x, int y, String anchor, String content) {
        svg.append(String.format(
                Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%s</text>%n", x, y, anchor, content));
    }
}
