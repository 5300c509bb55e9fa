package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.server.ApplicationServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Asks the deployed shop, over HTTP, to do what a test wants done inside of the server. */
final class Shop {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ApplicationServer server;

    /** In the server that Arquillian knows. */
    Shop() {
        this(ApplicationServer.chosen());
    }

    /** In that server. */
    Shop(ApplicationServer server) {
        this.server = server;
    }

    /** What is sent, by whom, whereto, and how its transaction ends. */
    record Sale(String by, String to, String text, Map<String, String> more) {

        static Sale of(String by, String to, String text) {
            return new Sale(by, to, text, Map.of());
        }

        /** The same, rolled back at the end. */
        Sale rolledBack() {
            return with("end", "rollback");
        }

        /** The same, with what the message-driven bean is to do with it. */
        Sale fated(String fate) {
            return with("fate", fate);
        }

        private Sale with(String name, String value) {
            Map<String, String> all = new TreeMap<>(more);
            all.put(name, value);
            return new Sale(by, to, text, all);
        }

        Map<String, String> parameters() {
            Map<String, String> all = new TreeMap<>(more);
            all.putAll(Map.of("by", by, "to", to, "text", text));
            return all;
        }
    }

    /** Sends as told, in one transaction with the ledger's entry. */
    void send(Sale sale) {
        assertThat(ask("send", sale.parameters()))
                .containsExactly(sale.more.containsKey("end") ? "rolled back" : "committed");
    }

    /** Sends and does not wait for the answer, as there may be none. */
    CompletableFuture<HttpResponse<String>> sendWithoutWaiting(Sale sale) {
        return http.sendAsync(request("send", sale.parameters()), HttpResponse.BodyHandlers.ofString());
    }

    /** Receives in a transaction: the text and which delivery it was, {@code "rye #1"}; empty if nothing came in time. */
    List<String> receive(String by, String from, String end, long timeoutMillis) {
        return ask("receive", Map.of("by", by, "from", from, "end", end, "timeoutMillis", "" + timeoutMillis));
    }

    /** The entries of a book of the ledger. */
    List<String> ledger(String book) {
        return ask("ledger", Map.of("book", book));
    }

    /** What lies in a queue, each with that property if it has it. */
    List<String> browse(String queue, String property) {
        return ask("browse", Map.of("queue", queue, "property", property));
    }

    /** What the server's process takes now, after a garbage collection. */
    ServerFootprint footprint() {
        return footprint("footprint");
    }

    /** The same, but for what the JVM gives back where memory is short. */
    ServerFootprint footprintShortOfMemory() {
        return footprint("footprint-short-of-memory");
    }

    private ServerFootprint footprint(String which) {
        return new ServerFootprint(ask(which, Map.of()).stream()
                .map(line -> line.split(" "))
                .collect(Collectors.toMap(words -> words[0], words -> Long.parseLong(words[1]))));
    }

    /** From now on, no commit of the data source ends; the first to begin makes that file. */
    void haltAtCommit(String mark) {
        ask("halt", Map.of("mark", mark));
    }

    private List<String> ask(String what, Map<String, String> parameters) {
        try {
            HttpResponse<String> response = http.send(request(what, parameters), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode())
                    .as("%s %s: %s", what, parameters, response.body())
                    .isEqualTo(200);
            return response.body().lines().toList();
        } catch (IOException e) {
            throw new AssertionError(what + " " + parameters + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(what + " was interrupted", e);
        }
    }

    private HttpRequest request(String what, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        URI uri = server.uri().resolve("shop/shop/" + what + "?" + query);
        return HttpRequest.newBuilder(uri)
                .timeout(LIMIT)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
    }
}
