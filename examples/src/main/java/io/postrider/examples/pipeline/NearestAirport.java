package io.postrider.examples.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** For postal codes ({@code zip_code,latitude,longitude,city,state,county}): the airport next to them, and how far it is. */
final class NearestAirport implements Enrichment {
    private static final double EARTH_RADIUS_KM = 6371;
    private static final double KM_PER_DEGREE_OF_LATITUDE = EARTH_RADIUS_KM * Math.PI / 180;

    private final List<Airport> bySouthToNorth;

    private record Airport(String name, double latitude, double longitude) {}

    private NearestAirport(List<Airport> airports) {
        bySouthToNorth = airports;
    }

    /** With the airports that the example carries. */
    static NearestAirport load() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                NearestAirport.class.getResourceAsStream("airports.csv"), StandardCharsets.UTF_8))) {
            return new NearestAirport(lines.lines()
                    .skip(1)
                    .map(NearestAirport::parse)
                    .sorted(Comparator.comparingDouble(Airport::latitude))
                    .toList());
        }
    }

    private static Airport parse(String line) {
        List<String> fields = splitCsv(line); // iata,name,city,state,country,latitude,longitude
        double latitude = Double.parseDouble(fields.get(5));
        boolean isSamoa = fields.get(3).equals("AS"); // lies south of the equator, but the file lacks its sign
        return new Airport(fields.get(1), isSamoa ? -Math.abs(latitude) : latitude, Double.parseDouble(fields.get(6)));
    }

    private static List<String> splitCsv(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public Result enrich(String line) {
        String[] place = line.split(",");
        double latitude = Double.parseDouble(place[1]);
        double longitude = Double.parseDouble(place[2]);
        Airport airport = nearest(latitude, longitude);
        double km = distanceKm(latitude, longitude, airport);
        String text =
                String.format(Locale.ROOT, "%s %s, %s (%.0f km to %s)", place[0], place[3], place[4], km, airport.name);
        return new Result(place[4], km, text);
    }

    /** Walks away from the place's latitude, south and north, until latitude alone is farther than the best found. */
    private Airport nearest(double latitude, double longitude) {
        int north = firstNorthOf(latitude);
        int south = north - 1;
        Airport best = null;
        double bestKm = Double.MAX_VALUE;
        while (isWithin(south, latitude, bestKm) || isWithin(north, latitude, bestKm)) {
            boolean goNorth = isWithin(north, latitude, bestKm);
            Airport candidate = bySouthToNorth.get(goNorth ? north++ : south--);
            double km = distanceKm(latitude, longitude, candidate);
            if (km < bestKm) {
                best = candidate;
                bestKm = km;
            }
        }
        return best;
    }

    private boolean isWithin(int index, double latitude, double km) {
        return index >= 0
                && index < bySouthToNorth.size()
                && Math.abs(bySouthToNorth.get(index).latitude - latitude) * KM_PER_DEGREE_OF_LATITUDE < km;
    }

    private int firstNorthOf(double latitude) {
        int from = 0;
        int to = bySouthToNorth.size();
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (bySouthToNorth.get(middle).latitude < latitude) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** By the haversine formula. */
    private static double distanceKm(double latitude, double longitude, Airport airport) {
        double halfLatitude = Math.sin(Math.toRadians(airport.latitude - latitude) / 2);
        double halfLongitude = Math.sin(Math.toRadians(airport.longitude - longitude) / 2);
        double a = halfLatitude * halfLatitude
                + Math.cos(Math.toRadians(latitude))
                        * Math.cos(Math.toRadians(airport.latitude))
                        * halfLongitude
                        * halfLongitude;
        return 2 * EARTH_RADIUS_KM * Math.asin(Math.sqrt(a));
    }

    @Override
    public String groupTitle() {
        return "postal codes by state";
    }

    @Override
    public String measureTitle() {
        return "the farthest from any airport of the United States, in km";
    }
}
