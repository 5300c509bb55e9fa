package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import io.postrider.servers.server.ServerExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code examples/mdb}, as its page says. It is configured for WildFly: elsewhere its bean would be bound to no adapter. */
@Tag("wildfly")
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class ExampleIT {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI orders = ApplicationServer.chosen().uri().resolve("bakery/orders");

    @Deployment(testable = false)
    static WebArchive example() {
        return BakeryArchives.example();
    }

    @Test
    void what_is_ordered_is_delivered_and_what_collapses_comes_again() throws Exception {
        assertThat(order("rye bread")).isEqualTo("ordered: rye bread");
        assertThat(order("wedding cake")).isEqualTo("ordered: wedding cake");

        assertThat(List.of(delivery(), delivery()))
                .containsExactlyInAnyOrder(
                        "delivered: a fresh rye bread (attempt 1)", "delivered: a fresh wedding cake (attempt 2)");
    }

    private String order(String bread) throws Exception {
        return http.send(
                        HttpRequest.newBuilder(orders)
                                .POST(BodyPublishers.ofString(bread))
                                .build(),
                        BodyHandlers.ofString())
                .body()
                .strip();
    }

    private String delivery() throws Exception {
        return http.send(HttpRequest.newBuilder(orders).build(), BodyHandlers.ofString())
                .body()
                .strip();
    }
}
