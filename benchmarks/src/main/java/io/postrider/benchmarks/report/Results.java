package io.postrider.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Effort;
import io.postrider.benchmarks.trial.Outcome;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Metric;
import io.postrider.benchmarks.workload.Windows;
import io.postrider.benchmarks.workload.Workload;
import io.postrider.benchmarks.workload.Workloads;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder in which comparisons gather: a JSON file for each trial, which its next one replaces. */
public final class Results {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String ENDING = ".json";

    private final Path folder;

    /** @param folder made if need be */
    public Results(Path folder) {
        this.folder = folder;
    }

    /** Keeps a comparison, and makes the reports anew. */
    public void add(Comparison comparison) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(comparison.trial().name() + ENDING);
        try (Writer writer = Files.newBufferedWriter(file);
                JsonGenerator json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
            write(comparison, json);
        }
        List<Comparison> all = all();
        Files.writeString(folder.resolve("report.md"), MarkdownReport.of(all));
        Files.writeString(folder.resolve("report.svg"), RatioChart.of(all));
    }

    /** All that have gathered, in the order of the workloads. */
    public List<Comparison> all() throws IOException {
        List<Comparison> all = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            List<Path> files;
            try (Stream<Path> listed = Files.list(folder)) {
                files = listed.filter(file -> file.toString().endsWith(ENDING)).toList();
            }
            for (Path file : files) {
                all.add(read(file));
            }
        }
        List<String> order = Workloads.all().stream().map(Workload::name).toList();
        Map<String, Integer> places =
                IntStream.range(0, order.size()).boxed().collect(Collectors.toMap(order::get, place -> place));
        all.sort(Comparator.<Comparison, Transport>comparing(one -> one.trial().transport())
                .thenComparing(one -> places.get(one.trial().workload().name()))
                .thenComparing(one -> one.trial().bodyBytes()));
        return all;
    }

    private static void write(Comparison comparison, JsonGenerator json) throws IOException {
        Windows windows = comparison.effort().windows();
        json.writeStartObject();
        json.writeStringField("workload", comparison.trial().workload().name());
        json.writeStringField("transport", comparison.trial().transport().name());
        json.writeNumberField("bodyBytes", comparison.trial().bodyBytes());
        json.writeNumberField("rounds", comparison.effort().rounds());
        json.writeNumberField("inFlight", comparison.effort().inFlight());
        json.writeNumberField("backlog", comparison.effort().backlog());
        json.writeNumberField("warmUpMillis", windows.warmUpMillis());
        json.writeNumberField("windowMillis", windows.windowMillis());
        json.writeNumberField("windows", windows.count());
        json.writeArrayFieldStart("runs");
        for (Outcome outcome : comparison.outcomes()) {
            json.writeStartObject();
            json.writeStringField("provider", outcome.contender().option());
            json.writeNumberField("round", outcome.round());
            if (outcome.failure() != null) {
                json.writeStringField("failure", outcome.failure());
            }
            for (Map.Entry<Metric, Double> reading : outcome.readings().entrySet()) {
                json.writeNumberField(reading.getKey().name(), reading.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static Comparison read(Path file) throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        Map<String, String> fields;
        try (JsonParser json = JSON.createParser(file.toFile())) {
            json.nextToken();
            fields = fields(json, outcomes);
        }
        Windows windows = new Windows(
                Long.parseLong(fields.get("warmUpMillis")),
                Long.parseLong(fields.get("windowMillis")),
                Integer.parseInt(fields.get("windows")));
        Effort effort = new Effort(
                windows,
                Integer.parseInt(fields.get("inFlight")),
                Integer.parseInt(fields.get("backlog")),
                Integer.parseInt(fields.get("rounds")));
        Trial trial = new Trial(
                Workloads.named(fields.get("workload")),
                Transport.valueOf(fields.get("transport")),
                Integer.parseInt(fields.get("bodyBytes")));
        return new Comparison(trial, effort, outcomes);
    }

    /** An object's plain values; those of an array in it are outcomes. */
    private static Map<String, String> fields(JsonParser json, List<Outcome> outcomes) throws IOException {
        Map<String, String> fields = new HashMap<>();
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            if (json.nextToken() == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    outcomes.add(outcome(fields(json, outcomes)));
                }
            } else {
                fields.put(name, json.getText());
            }
        }
        return fields;
    }

    private static Outcome outcome(Map<String, String> fields) {
        Map<Metric, Double> readings = new EnumMap<>(Metric.class);
        for (Metric metric : Metric.values()) {
            if (fields.containsKey(metric.name())) {
                readings.put(metric, Double.parseDouble(fields.get(metric.name())));
            }
        }
        return new Outcome(
                Contender.of(fields.get("provider")),
                Integer.parseInt(fields.get("round")),
                readings,
                fields.get("failure"));
    }
}
