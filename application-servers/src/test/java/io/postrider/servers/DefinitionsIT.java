package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ApplicationServer;
import io.postrider.servers.server.ServerExtension;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code @JMSConnectionFactoryDefinition} and {@code @JMSDestinationDefinition} with our adapter. */
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class DefinitionsIT {

    @Deployment(testable = false)
    static WebArchive definitions() {
        return BakeryArchives.definitions();
    }

    @Test
    void a_defined_factory_sends_to_a_defined_queue() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        ApplicationServer.chosen().uri().resolve("definitions/defined?text=rye"))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.body().lines()).first().isEqualTo("rye");
        assertThat(response.body()).contains("defined");
    }
}
