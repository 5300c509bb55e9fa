package io.postrider.servers;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.servers.Shop.Sale;
import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ServerExtension;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An application brings our CDI extension where the server has injected contexts of its own: the extension's stays out of the way.
 * Otherwise the application would not deploy, for two beans, or its context would know nothing of the server's transactions.
 */
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
class BundledExtensionIT {
    private static final long WHILE_MILLIS = 50_000;
    private static final long NOT_MILLIS = 300;

    private final Shop shop = new Shop();

    @Deployment(testable = false)
    static WebArchive shopArchive() {
        return BakeryArchives.shopWithExtension();
    }

    @Test
    void injected_contexts_are_the_servers() {
        shop.send(Sale.of("counter", "sales", "unwanted").rolledBack());
        shop.send(Sale.of("counter", "sales", "by name"));
        shop.send(Sale.of("default", "sales", "by default"));

        assertThat(shop.receive("till", "sales", "commit", WHILE_MILLIS)).containsExactly("by name #1");
        assertThat(shop.receive("till", "sales", "commit", WHILE_MILLIS)).containsExactly("by default #1");
        assertThat(shop.receive("till", "sales", "commit", NOT_MILLIS)).isEmpty();
    }
}
