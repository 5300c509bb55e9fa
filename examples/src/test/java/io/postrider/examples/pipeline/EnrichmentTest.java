package io.postrider.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnrichmentTest {

    @Test
    void findsTheAirportNextToAPostalCode() throws IOException {
        Enrichment.Result result = NearestAirport.load().enrich("10001,40.750742,-73.99653,New York,NY,New York");

        assertThat(result.group()).isEqualTo("NY");
        assertThat(result.text()).isEqualTo("10001 New York, NY (1 km to Port Authority-W 30th St Midtown Heliport)");
        assertThat(result.measure()).isCloseTo(1, within(0.5));
    }

    @ParameterizedTest
    @CsvSource({
        "64.84, -147.72, Fairbanks International",
        "21.3, -157.86, Honolulu International",
        "-90, 0, Pago Pago International"
    })
    void looksFarEnoughNorthAndSouth(String latitude, String longitude, String airport) throws IOException {
        Enrichment.Result result = NearestAirport.load().enrich("0," + latitude + "," + longitude + ",Somewhere,XX,");

        assertThat(result.text()).endsWith(" km to " + airport + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "'', empty, (words: 0)",
        "'two words', 1 to 39, two words (words: 2)",
        "'   ', 1 to 39, (words: 0)",
        "'1234567890123456789012345678901234567890', 40 to 79, 1234567890123456789012345678901234567890 (words: 1)"
    })
    void measuresAnyLine(String line, String group, String text) {
        Enrichment.Result result = new LineLength().enrich(line);

        assertThat(result.group()).isEqualTo(group);
        assertThat(result.text().strip()).isEqualTo(text.strip());
        assertThat(result.measure()).isEqualTo(line.length());
    }

    @Test
    void everyPostalCodeHasAnAirport() throws Exception {
        Input input = Input.builtIn();
        Enrichment enrichment = input.enrichment();
        try (var lines = input.open()) {
            assertThat(lines.lines().map(enrichment::enrich).filter(result -> result.measure() > 20_000))
                    .isEmpty();
        }
        assertThat(input.count()).isEqualTo(42_049);
        assertThat(new Input(Path.of("x")).enrichment()).isInstanceOf(LineLength.class);
    }
}
