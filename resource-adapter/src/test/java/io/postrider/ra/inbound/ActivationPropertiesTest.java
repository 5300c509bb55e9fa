package io.postrider.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.ra.container.Endpoints;
import io.postrider.ra.container.PlainContainer;
import jakarta.resource.spi.InvalidPropertyException;
import java.beans.Introspector;
import java.beans.PropertyDescriptor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A wrong property of an activation fails the deployment, by a sentence that begins with its name. */
class ActivationPropertiesTest {
    /** Of these any text may be right; {@code ActivationRetryTest} has what the directory and the broker refuse. */
    private static final Set<String> ANY_TEXT =
            Set.of("destinationLookup", "connectionFactoryLookup", "messageSelector", "user", "trustedPackages");

    private static final List<Wrong> WRONG = List.of(
            new Wrong(spec -> spec.setDestination(" "), "destination: neither it nor destinationLookup says"),
            new Wrong(spec -> spec.setDestinationType(null), "destinationType: needed with a destination"),
            new Wrong(spec -> spec.setDestinationType("Queue"), "destinationType: jakarta.jms.Queue or jakarta.jms.T"),
            new Wrong(spec -> spec.setAcknowledgeMode("Client-acknowledge"), "acknowledgeMode: Auto-acknowledge or D"),
            new Wrong(spec -> spec.setAcknowledgeMode(null), "acknowledgeMode: Auto-acknowledge or Dups-ok-acknowle"),
            new Wrong(spec -> spec.setSubscriptionDurability("Perhaps"), "subscriptionDurability: Durable or NonDurab"),
            new Wrong(spec -> spec.setSubscriptionName(null), "subscriptionName: needed where the subscription is"),
            new Wrong(spec -> spec.setClientId(""), "clientId: needed where a durable subscription is not shared"),
            new Wrong(spec -> spec.setShareSubscriptions(null), "shareSubscriptions: true or false, not null"),
            new Wrong(ActivationPropertiesTest::shareAQueue, "shareSubscriptions: a queue has no subscriptions"),
            new Wrong(ActivationPropertiesTest::shareAQueue, "subscriptionDurability: a queue has no subscriptions"),
            new Wrong(spec -> spec.setMaxSessions(0), "maxSessions: at least 1, not 0"),
            new Wrong(spec -> spec.setMaxSessions(null), "maxSessions: at least 1, not null"),
            new Wrong(spec -> spec.setReconnectAttempts(-2), "reconnectAttempts: at least -1, not -2"),
            new Wrong(spec -> spec.setReconnectIntervalMillis(0L), "reconnectIntervalMillis: at least 1, not 0"),
            new Wrong(spec -> spec.setMaxDeliveries(-1), "maxDeliveries: at least 0, not -1"),
            new Wrong(spec -> spec.setDeadLetterQueue(""), "deadLetterQueue: not empty"),
            new Wrong(spec -> spec.setPassword("secret"), "password: there is no user that it belongs to"),
            new Wrong(spec -> spec.setUrl("vm://broker?jms.prefetch=many"), "url: "));

    /** What makes an activation wrong, and how the sentence begins that says so. */
    private record Wrong(Consumer<PostriderActivationSpec> change, String sentence) {
        String property() {
            return sentence.substring(0, sentence.indexOf(':'));
        }

        /** Names the test. */
        @Override
        public String toString() {
            return sentence;
        }
    }

    /** A durable subscription of a client's own: each of its properties matters. */
    private static PostriderActivationSpec right() {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        spec.setDestination("news");
        spec.setDestinationType("jakarta.jms.Topic");
        spec.setSubscriptionDurability("Durable");
        spec.setSubscriptionName("readers");
        spec.setClientId("paper");
        return spec;
    }

    private static void shareAQueue(PostriderActivationSpec spec) {
        spec.setDestinationType("jakarta.jms.Queue");
        spec.setShareSubscriptions(true);
    }

    private static Stream<Wrong> wrong() {
        return WRONG.stream();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void aWrongPropertyIsNamed(Wrong wrong) throws Exception {
        PostriderActivationSpec spec = right();
        spec.validate();
        wrong.change().accept(spec);
        assertThatThrownBy(spec::validate).isInstanceOfSatisfying(InvalidPropertyException.class, e -> {
            assertThat(e).hasMessageContaining(wrong.sentence()).hasMessageNotContaining("secret");
            assertThat(e.getInvalidPropertyDescriptors())
                    .extracting(PropertyDescriptor::getName)
                    .contains(wrong.property());
        });
    }

    @Test
    void noPropertyIsWithoutARule() throws Exception {
        Set<String> ruled = WRONG.stream().map(Wrong::property).collect(Collectors.toCollection(TreeSet::new));
        ruled.addAll(ANY_TEXT);
        assertThat(Arrays.stream(Introspector.getBeanInfo(PostriderActivationSpec.class)
                                .getPropertyDescriptors())
                        .filter(property -> property.getWriteMethod() != null)
                        .map(PropertyDescriptor::getName)
                        .filter(name -> !name.equals("resourceAdapter")))
                .containsExactlyInAnyOrderElementsOf(ruled);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThatThrownBy(() -> new PostriderActivationSpec().validate())
                .isInstanceOf(InvalidPropertyException.class)
                .hasMessageMatching(".*destination: .*; destinationType: .*");
    }

    @Test
    void aDeploymentWithAWrongPropertyFails() throws Exception {
        PostriderActivationSpec spec = right();
        spec.setMaxSessions(0);
        try (PlainContainer container = new PlainContainer("vm://refusing?journal=memory", null)) {
            assertThatThrownBy(() -> container.deploy(Endpoints.plain(message -> {}), spec))
                    .isInstanceOf(InvalidPropertyException.class)
                    .hasMessageContaining("maxSessions: at least 1, not 0");
        }
    }
}
