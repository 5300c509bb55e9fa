package io.postrider.servers;

import io.postrider.servers.archive.BakeryArchives;
import io.postrider.servers.server.ServerExtension;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** Tests that find the bakery deployed in the running server, for each class anew. */
@ExtendWith({ServerExtension.class, ArquillianExtension.class})
abstract class InTheServer {
    final Shop shop = new Shop();

    @Deployment(name = "shop", order = 1, testable = false)
    static WebArchive shopArchive() {
        return BakeryArchives.shop();
    }

    @Deployment(name = "oven", order = 2, testable = false)
    static WebArchive ovenArchive() {
        return BakeryArchives.oven();
    }
}
