package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.security.Permissions;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest.Subscription;
import io.postrider.protocol.link.Permission;
import io.postrider.protocol.message.DestinationName;
import org.junit.jupiter.api.Test;

/** Subscriptions of many topics at once, and what of them somebody may see. */
class TopicPatternsTest {
    private static final DestinationName GOLD = DestinationName.topic("prices.gold");
    private static final DestinationName TIN = DestinationName.topic("prices.metal.tin");
    private static final DestinationName ONE_WORD = DestinationName.topic("prices.*");
    private static final DestinationName ANY_WORDS = DestinationName.topic("prices.>");
    private static final Subscription LEDGER = new Subscription("ledger", true, true);

    @Test
    void aSubscriptionOfAPatternGetsWhatIsSentToTheTopicsItStandsFor() {
        SteppedPolicies broker = new SteppedPolicies("> maxDeliveryAttempts=3");
        broker.link().send(GOLD, "before");
        TestConsumer word = broker.link().subscribe(ONE_WORD, Subscription.OWN, 10);
        TestConsumer words = broker.link().subscribe(ANY_WORDS, Subscription.OWN, 10);
        TestConsumer gold = broker.link().subscribe(GOLD, Subscription.OWN, 10);
        broker.link().send(GOLD, "gold");
        broker.link().send(TIN, "tin");
        broker.link().send(DestinationName.topic("prices"), "none");
        broker.link().send(DestinationName.queue("prices.gold"), "a queue");
        assertThat(word.textsSoFar()).containsExactly("gold");
        assertThat(words.next().message().destination()).isEqualTo(GOLD);
        assertThat(words.textsSoFar()).containsExactly("tin");
        assertThat(gold.textsSoFar()).containsExactly("gold");
        word.close(1);
        broker.link().send(GOLD, "later");
        assertThat(gold.textsSoFar()).containsExactly("later");
    }

    @Test
    void aDurableSubscriptionOfAPatternSurvivesAndGetsTopicsMadeLater() {
        SteppedPolicies broker = new SteppedPolicies("> maxDeliveryAttempts=3");
        broker.link().subscribe(ANY_WORDS, LEDGER, 0).close(0);
        broker.link().send(GOLD, "one");
        broker.crash();
        broker.link().send(TIN, "two");
        broker.restart();
        broker.link().send(DestinationName.topic("prices.new"), "three");
        assertThat(broker.link().subscribe(ANY_WORDS, LEDGER, 10).textsSoFar()).containsExactly("one", "two", "three");
    }

    @Test
    void nothingCanBeSentToAPattern() {
        SteppedPolicies broker = new SteppedPolicies("> maxDeliveryAttempts=3");
        assertThat(broker.link().sendFailure(ONE_WORD, "a").error()).isEqualTo(BrokerError.INVALID_DESTINATION);
        assertThat(broker.link().sendFailure(ONE_WORD, "a")).hasMessageContaining("stands for many topics");
    }

    @Test
    void nobodyGetsByAPatternWhatHeMayNotConsume() throws BrokerException {
        Permissions.Builder permissions = Permissions.builder();
        for (Permission permission : Permission.values()) {
            permissions.permit(">", permission, "*");
        }
        permissions.permit("prices.secret.>", Permission.CONSUME, "boss").permit("staff.>", Permission.CONSUME, "boss");
        DestinationName secret = DestinationName.topic("prices.secret.plan");
        try (Broker broker = Broker.named("patterns")
                .journal("memory")
                .user("boss", "b", "boss")
                .user("clerk", "c", "clerk")
                .permissions(permissions.build())
                .start()) {
            TestLink boss = connect(broker, "boss", "b");
            TestLink clerk = connect(broker, "clerk", "c");
            TestConsumer ofClerk = clerk.subscribe(ANY_WORDS, Subscription.OWN, 10);
            TestConsumer ofBoss = boss.subscribe(ANY_WORDS, Subscription.OWN, 10);
            TestConsumer shared = clerk.subscribe(ANY_WORDS, LEDGER, 10);
            boss.send(secret, "secret");
            boss.send(GOLD, "gold");
            assertThat(ofBoss.received().nextTexts(2)).containsExactly("secret", "gold");
            assertThat(ofClerk.nextText()).isEqualTo("gold");
            assertThat(shared.nextText()).isEqualTo("gold");
            TestConsumer sharedOfBoss = boss.subscribe(ANY_WORDS, LEDGER, 10);
            assertThat(sharedOfBoss.nextText()).isEqualTo("secret");
            assertThat(ofClerk.textsSoFar()).isEmpty();
            assertThat(shared.textsSoFar()).isEmpty();
            assertThatThrownBy(() -> clerk.subscribe(DestinationName.topic("staff.*"), Subscription.OWN, 1))
                    .hasStackTraceContaining("no permission to consume on topic://staff.*");
        }
    }

    private static TestLink connect(Broker broker, String user, String password) throws BrokerException {
        TestLink made = new TestLink();
        return made.on(broker.connect(new ConnectRequest(null, user, password, null), made));
    }
}
