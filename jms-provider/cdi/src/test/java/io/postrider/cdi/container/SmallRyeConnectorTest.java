package io.postrider.cdi.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.cdi.TestApplication;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.se.SeContainerInitializer;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.eclipse.microprofile.reactive.messaging.Outgoing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** SmallRye Reactive Messaging's connector takes the connection factories that the extension brings, as it is. */
@Tag("smallrye")
class SmallRyeConnectorTest {

    @ApplicationScoped
    static class Totals {

        @Incoming("prices")
        @Outgoing("totals")
        String total(String price) {
            return "total " + price;
        }
    }

    private static void channel(TestApplication application, String kind, String name, String... settings) {
        String prefix = "mp.messaging." + kind + "." + name + ".";
        application.set(prefix + "connector", "smallrye-jms").set(prefix + "destination", name);
        for (String setting : settings) {
            application.set(prefix + setting.split("=")[0], setting.split("=")[1]);
        }
    }

    private static void assertThatMessagesFlow(TestApplication application) {
        try (SeContainer container = SeContainerInitializer.newInstance()
                .addBeanClasses(Totals.class)
                .initialize()) {
            assertThat(container.isRunning()).isTrue();
            application.send("prices", "1", "2");
            List<String> totals = new ArrayList<>();
            await().untilAsserted(() -> {
                totals.addAll(application.take("totals"));
                assertThat(totals).containsExactly("total 1", "total 2");
            });
        }
        await().untilAsserted(() ->
                assertThat(application.broker().status().connections()).isZero());
    }

    @Test
    void channelsUseTheDefaultFactory() throws Exception {
        try (TestApplication application = TestApplication.withBroker()) {
            application.set("postrider.url", application.url());
            channel(application, "incoming", "prices");
            channel(application, "outgoing", "totals");
            assertThatMessagesFlow(application);
        }
    }

    @Test
    void channelsUseAnIdentifiedFactory() throws Exception {
        try (TestApplication application = TestApplication.withBroker()) {
            application.set("postrider.url", "vm://nowhere?create=false");
            application.set("postrider.factory.shop.url", application.url());
            channel(application, "incoming", "prices", "connection-factory-name=shop");
            channel(application, "outgoing", "totals", "connection-factory-name=shop");
            assertThatMessagesFlow(application);
        }
    }
}
