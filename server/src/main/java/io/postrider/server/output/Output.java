package io.postrider.server.output;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Prints rows: values by the names of their columns. For one thread. */
public final class Output {
    private static final String GAP = "  ";

    private final PrintWriter out;
    private final boolean json;

    /**
     * To a writer.
     *
     * @param json whether programs read it
     */
    public Output(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** To the standard output; see the constructor. */
    public static Output standard(boolean json) {
        return new Output(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)), json);
    }

    /** Whether programs read it. */
    public boolean isJson() {
        return json;
    }

    /** Prints a sentence for people; nothing for programs. */
    public void say(String sentence) {
        if (!json) {
            out.println(sentence);
            out.flush();
        }
    }

    /** Prints one row: a line per value, or one JSON object. */
    public void record(Map<String, ?> row) {
        if (json) {
            out.println(JsonText.of(row));
        } else {
            int width = row.keySet().stream().mapToInt(String::length).max().orElse(0);
            row.forEach((name, value) -> out.println(padded(name, width) + GAP + text(value)));
        }
        out.flush();
    }

    /** Prints rows: a table with a heading, or one JSON array. */
    public void table(List<? extends Map<String, ?>> rows) {
        if (json) {
            List<String> objects = rows.stream().map(JsonText::of).toList();
            out.println(objects.isEmpty() ? "[]" : "[" + String.join(",\n ", objects) + "]");
        } else if (rows.isEmpty()) {
            out.println("(none)");
        } else {
            printTable(rows);
        }
        out.flush();
    }

    private void printTable(List<? extends Map<String, ?>> rows) {
        Set<String> columns = new LinkedHashSet<>();
        rows.forEach(row -> columns.addAll(row.keySet()));
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.copyOf(columns));
        for (Map<String, ?> row : rows) {
            lines.add(columns.stream().map(column -> text(row.get(column))).toList());
        }
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                text.append(padded(line.get(i), widths[i])).append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }

    private static String text(Object value) {
        return value == null ? "-" : value.toString().replaceAll("\\p{Cntrl}", " ");
    }
}
