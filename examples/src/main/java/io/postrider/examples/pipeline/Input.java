package io.postrider.examples.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The records: lines of a file, or of the data that the example carries.
 *
 * @param file null for the data that the example carries
 */
record Input(Path file) {
    private static final String BUILT_IN = "zipcodes.csv";

    /** A file that can be read and is not empty. */
    static Input of(Path file) throws UnusableInputException {
        if (!Files.exists(file)) {
            throw new UnusableInputException(file + " does not exist");
        }
        if (!Files.isRegularFile(file)) {
            throw new UnusableInputException(file + " is not a file");
        }
        if (!Files.isReadable(file)) {
            throw new UnusableInputException(file + " may not be read by this user");
        }
        return new Input(file);
    }

    /** The postal codes beside this class. */
    static Input builtIn() {
        return new Input(null);
    }

    /** At the first record. Bytes that are no UTF-8 are replaced. */
    BufferedReader open() throws IOException {
        InputStream bytes = file == null ? Input.class.getResourceAsStream(BUILT_IN) : Files.newInputStream(file);
        BufferedReader lines = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8));
        if (file == null) {
            lines.readLine(); // the names of the columns
        }
        return lines;
    }

    /**
     * Counts the records by reading all of them.
     *
     * @throws UnusableInputException if there are none
     */
    long count() throws IOException, UnusableInputException {
        long count = 0;
        try (BufferedReader lines = open()) {
            while (lines.readLine() != null) {
                count++;
            }
        }
        if (count == 0) {
            throw new UnusableInputException(title() + " is empty");
        }
        return count;
    }

    /** What to do with these records in the second stage. */
    Enrichment enrichment() throws IOException {
        return file == null ? NearestAirport.load() : new LineLength();
    }

    /** For people. */
    String title() {
        return file == null ? "postal codes of the United States (GeoNames, CC BY 4.0)" : file.toString();
    }
}
