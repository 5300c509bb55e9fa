package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.message.DestinationName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rule holds for which destination, and what is said of rules that are wrong. */
class PolicyRulesTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders.eu");

    @Test
    void withoutRulesEveryOptionHasItsDefault() {
        DestinationPolicy policy = PolicyRules.none().of(ORDERS);
        assertThat(policy.redelivery().maxAttempts()).isEqualTo(10);
        assertThat(policy.deadLetterQueue()).isEqualTo(DestinationName.queue("DLQ"));
        assertThat(policy.expiryQueue()).isNull();
        assertThat(policy.leavesTimeToLive()).isTrue();
        assertThat(policy).hasToString("");
    }

    @Test
    void ofEachOptionTheMostSpecificRuleHolds() {
        PolicyRules rules = PolicyRules.none()
                .with("> maxDeliveryAttempts=3 expiryQueue=late; orders.* maxDeliveryAttempts=5; orders.eu"
                        + " maxTimeToLiveMillis=9")
                .with("prices.* maxDeliveryAttempts=7");
        assertThat(rules.of(ORDERS)).hasToString("maxDeliveryAttempts=5 expiryQueue=late maxTimeToLiveMillis=9");
        assertThat(rules.of(DestinationName.topic("prices.gold")).redelivery().maxAttempts())
                .isEqualTo(7);
        assertThat(rules.decidedBy(ORDERS, PolicyOption.MAX_DELIVERY_ATTEMPTS)).hasToString("orders.*");
        assertThat(rules.decidedBy(ORDERS, PolicyOption.DEAD_LETTER_QUEUE)).isNull();
    }

    @Test
    void whatIsSaidLaterOfTheSamePatternHolds() {
        PolicyRules rules = PolicyRules.none().with("> maxDeliveryAttempts=3").with("> maxDeliveryAttempts=4");
        assertThat(rules.of(ORDERS).redelivery().maxAttempts()).isEqualTo(4);
    }

    @Test
    void theNameOfTheDestinationIsFilledIn() {
        PolicyRules rules = PolicyRules.none().with("orders.> deadLetterQueue={name}.dead");
        assertThat(rules.of(ORDERS).deadLetterQueue()).isEqualTo(DestinationName.queue("orders.eu.dead"));
    }

    @Test
    void whereDeadLettersGoTheyStay() {
        PolicyRules rules = PolicyRules.none().with("> deadLetterQueue=dead.{name} expiryQueue=late");
        for (String grave : new String[] {"DLQ", "dead.orders.eu", "late"}) {
            DestinationPolicy policy = rules.of(DestinationName.queue(grave));
            assertThat(policy.redelivery().maxAttempts()).as(grave).isZero();
            assertThat(policy.expiryQueue()).as(grave).isNull();
        }
        assertThat(rules.of(DestinationName.topic("late")).redelivery().maxAttempts())
                .isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "orders.> maxDeliveryAtempts=5 | did you mean \"maxDeliveryAttempts\"?",
                "orders.> maxDeliveryAttempts=many | \"maxDeliveryAttempts\" must be a whole number, not \"many\"",
                "orders.> maxDeliveryAttempts=-1 | \"maxDeliveryAttempts\" must be from 0 to",
                "orders.> redeliveryFactor=0.5 | \"redeliveryFactor\" must be from 1 to 1000, not 0.5",
                "orders.> redeliveryJitterPercent=101 | must be from 0 to 100, not 101",
                "orders.> expiryQueue= | \"expiryQueue\" must be a name",
                "orders.> | it has no options",
                "orders.> maxDeliveryAttempts | not of the form OPTION=VALUE",
                "or*.x maxDeliveryAttempts=1 | \"or*.x\" is no destination pattern",
            })
    void whatIsWrongIsNamed(String rule, String reason) {
        assertThatThrownBy(() -> PolicyRules.none().with(rule))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(rule.strip())
                .hasMessageContaining(reason);
    }

    @Test
    void restsGrowToTheirLimitAndDifferByTheJitter() {
        Redelivery redelivery = new Redelivery(10, 100, 2, 500, 0);
        assertThat(new long[] {
                    redelivery.restMillis(1, 7),
                    redelivery.restMillis(2, 7),
                    redelivery.restMillis(3, 7),
                    redelivery.restMillis(4, 7),
                    redelivery.restMillis(60, 7)
                })
                .containsExactly(100, 200, 400, 500, 500);

        Redelivery jittered = new Redelivery(10, 1_000, 1, 5_000, 50);
        long different = java.util.stream.LongStream.range(0, 100)
                .map(seed -> jittered.restMillis(1, seed))
                .peek(rest -> assertThat(rest).isBetween(1_000L, 1_500L))
                .distinct()
                .count();
        assertThat(different).isGreaterThan(50);
    }

    @Test
    void aTimeToLiveIsGivenAndShortened() {
        DestinationPolicy both = PolicyRules.none()
                .with("> defaultTimeToLiveMillis=10 maxTimeToLiveMillis=50")
                .of(ORDERS);
        assertThat(both.expirationMillis(0, 1_000)).isEqualTo(1_010);
        assertThat(both.expirationMillis(1_020, 1_000)).isEqualTo(1_020);
        assertThat(both.expirationMillis(9_000, 1_000)).isEqualTo(1_050);
        DestinationPolicy longest =
                PolicyRules.none().with("> maxTimeToLiveMillis=50").of(ORDERS);
        assertThat(longest.expirationMillis(0, 1_000)).isEqualTo(1_050);
    }
}
