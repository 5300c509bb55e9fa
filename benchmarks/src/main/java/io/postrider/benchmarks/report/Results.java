package io.postrider.benchmarks.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.postrider.benchmarks.trial.Outcome;
import io.postrider.benchmarks.workload.Metric;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A folder in which comparisons gather: a file for each trial, which its next one replaces. */
public final class Results {
    private static final JsonFactory JSON = new JsonFactory();

    private final Path folder;

    /** @param folder made if need be */
    public Results(Path folder) {
        this.folder = folder;
    }

    /** Keeps a comparison. */
    public void add(Comparison comparison) throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve(comparison.trial().name() + ".json");
        try (Writer writer = Files.newBufferedWriter(file);
                JsonGenerator json = JSON.createGenerator(writer).useDefaultPrettyPrinter()) {
            write(comparison, json);
        }
    }

    private static void write(Comparison comparison, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("workload", comparison.trial().workload().name());
        json.writeStringField("transport", comparison.trial().transport().name());
        json.writeNumberField("bodyBytes", comparison.trial().bodyBytes());
        json.writeNumberField("rounds", comparison.effort().rounds());
        json.writeNumberField("inFlight", comparison.effort().inFlight());
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
}
