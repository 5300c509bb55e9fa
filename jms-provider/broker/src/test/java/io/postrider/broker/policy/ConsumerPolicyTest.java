package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Who of several consumers gets what: exclusive consumers and message groups. */
class ConsumerPolicyTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private static void sendIn(TestLink link, String group, String... texts) {
        for (String text : texts) {
            link.send(ORDERS, text, builder -> builder.properties(Map.of("JMSXGroupID", group)));
        }
    }

    @Test
    void allGoesToTheFirstConsumerUntilItIsClosed() {
        SteppedPolicies broker = new SteppedPolicies("orders exclusiveConsumer=true");
        TestConsumer first = broker.link().consume(ORDERS, 10);
        TestConsumer second = broker.link().consume(ORDERS, 10);
        TestConsumer third = broker.link().consume(ORDERS, 10);
        broker.link().send(ORDERS, "a", "b", "c");
        assertThat(first.textsSoFar()).containsExactly("a", "b", "c");
        assertThat(second.textsSoFar()).isEmpty();
        broker.advance(1_000);
        assertThat(first.received().recalls()).isZero();

        first.acknowledge(1, 1);
        first.close(1);
        assertThat(second.textsSoFar()).containsExactly("b", "c");
        broker.link().send(ORDERS, "d");
        assertThat(second.textsSoFar()).containsExactly("d");
        assertThat(third.textsSoFar()).isEmpty();
    }

    @Test
    void anExclusiveConsumerWithoutCreditIsWaitedFor() {
        SteppedPolicies broker = new SteppedPolicies("orders exclusiveConsumer=true");
        TestConsumer first = broker.link().consume(ORDERS, 0);
        TestConsumer second = broker.link().consume(ORDERS, 10);
        broker.link().send(ORDERS, "a");
        assertThat(second.textsSoFar()).isEmpty();
        first.credit(1);
        assertThat(first.textsSoFar()).containsExactly("a");
    }

    @Test
    void whenTheConnectionOfTheExclusiveConsumerEndsTheNextOneGoesOnInOrder() {
        SteppedPolicies broker = new SteppedPolicies("orders exclusiveConsumer=true");
        TestLink active = broker.connect("active");
        TestConsumer first = active.consume(ORDERS, 10);
        TestConsumer second = broker.link().consume(ORDERS, 10);
        broker.link().send(ORDERS, "a", "b", "c");
        first.acknowledge(1, 1);
        active.close();
        assertThat(second.textsSoFar()).containsExactly("b", "c");
    }

    @Test
    void messagesOfAGroupGoToOneConsumer() {
        SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        TestConsumer one = broker.link().consume(ORDERS, 10);
        TestConsumer other = broker.link().consume(ORDERS, 10);
        sendIn(broker.link(), "red", "r1");
        sendIn(broker.link(), "blue", "b1");
        sendIn(broker.link(), "red", "r2", "r3");
        sendIn(broker.link(), "blue", "b2");
        broker.link().send(ORDERS, "free");
        List<String> ofOne = one.textsSoFar();
        List<String> ofOther = other.textsSoFar();
        assertThat(ofOne).contains("r1", "r2", "r3").doesNotContain("b1", "b2");
        assertThat(ofOther).contains("b1", "b2").doesNotContain("r1", "r2", "r3");
        assertThat(ofOne.size() + ofOther.size()).isEqualTo(6);
    }

    @Test
    void aGroupWaitsForItsConsumerAndOthersGoOn() {
        SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        TestConsumer one = broker.link().consume(ORDERS, 1);
        sendIn(broker.link(), "red", "r1", "r2");
        assertThat(one.textsSoFar()).containsExactly("r1");
        TestConsumer other = broker.link().consume(ORDERS, 10);
        sendIn(broker.link(), "blue", "b1");
        assertThat(other.textsSoFar()).containsExactly("b1");
        one.acknowledge(1, 1);
        one.credit(1);
        assertThat(one.textsSoFar()).containsExactly("r2");
    }

    @Test
    void whenAConsumerClosesItsGroupsGoToOthersOnceNothingOfThemIsOutstanding() {
        SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        TestConsumer one = broker.link().consume(ORDERS, 1);
        sendIn(broker.link(), "red", "r1", "r2");
        TestConsumer other = broker.link().consume(ORDERS, 10);
        one.close(1);
        assertThat(other.textsSoFar()).isEmpty();
        one.acknowledge(1, 1);
        assertThat(other.textsSoFar()).containsExactly("r2");
    }

    @Test
    void aRolledBackMessageComesBeforeTheRestOfItsGroup() {
        SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        TestLink leaving = broker.connect("leaving");
        TestConsumer one = leaving.consume(ORDERS, 1);
        sendIn(broker.link(), "red", "r1", "r2");
        TestConsumer other = broker.link().consume(ORDERS, 10);
        one.acknowledgeIn(5, 1, 1);
        one.close(1);
        assertThat(other.textsSoFar()).isEmpty();
        leaving.rollback(5);
        assertThat(other.textsSoFar()).containsExactly("r1", "r2");
    }

    @Test
    void aNegativeSequenceEndsAGroup() {
        SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        TestConsumer one = broker.link().consume(ORDERS, 1);
        broker.link()
                .send(ORDERS, "last", builder -> builder.properties(Map.of("JMSXGroupID", "red", "JMSXGroupSeq", -1)));
        sendIn(broker.link(), "red", "anew");
        TestConsumer other = broker.link().consume(ORDERS, 10);
        assertThat(one.textsSoFar()).containsExactly("last");
        assertThat(other.textsSoFar()).isEmpty();
        one.acknowledge(1, 1);
        assertThat(other.textsSoFar()).containsExactly("anew");
    }

    @Test
    void aNewConsumerGetsGroupsOfTheOthers() {
        SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        TestConsumer one = broker.link().consume(ORDERS, 100);
        for (int i = 0; i < 10; i++) {
            sendIn(broker.link(), "group " + i, "first of " + i);
        }
        one.acknowledge(1, 10);
        TestConsumer other = broker.link().consume(ORDERS, 100);
        for (int i = 0; i < 10; i++) {
            sendIn(broker.link(), "group " + i, "second of " + i);
        }
        List<String> ofOther = other.textsSoFar();
        assertThat(ofOther).hasSizeBetween(3, 5);
        other.acknowledge(1, ofOther.size());
        other.close(ofOther.size());
        sendIn(broker.link(), ofOther.get(0).replace("second of", "group"), "third");
        assertThat(one.textsSoFar()).endsWith("third");
    }

    /** Whatever comes and goes: no group is with two consumers at once, and each group stays in order. */
    @Test
    void groupsStayInOrderAndUndivided() {
        for (int run = 0; run < 20; run++) {
            long seed = System.nanoTime() + run;
            try {
                new RandomGroups(new Random(seed)).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    private static final class RandomGroups {
        private final SteppedPolicies broker = new SteppedPolicies("orders messageGroups=true");
        private final Random random;
        private final List<Member> members = new ArrayList<>();
        private final int[] sent = new int[4];
        private final Map<Integer, Integer> done = new HashMap<>();

        private final class Member {
            private final TestConsumer consumer;
            private final List<String> held = new ArrayList<>();
            private long firstTag = 1;

            private Member() {
                consumer = broker.link().consume(ORDERS, 2);
            }

            private void look() {
                held.addAll(consumer.textsSoFar());
            }

            private void acknowledgeOne() {
                if (held.isEmpty()) {
                    return;
                }
                String[] text = held.remove(0).split(" ");
                int group = Integer.parseInt(text[0]);
                assertThat(Integer.parseInt(text[1])).isEqualTo(done.merge(group, 1, Integer::sum));
                consumer.acknowledge(firstTag, firstTag);
                firstTag++;
                consumer.credit(1);
            }
        }

        private RandomGroups(Random random) {
            this.random = random;
        }

        private void run() {
            for (int i = 0; i < 400; i++) {
                step();
                check();
            }
            members.forEach(member -> member.consumer.close(0));
            members.clear();
            members.add(new Member());
            int all = java.util.Arrays.stream(sent).sum();
            while (done.values().stream().mapToInt(Integer::intValue).sum() < all) {
                members.get(0).look();
                assertThat(members.get(0).held).isNotEmpty();
                members.get(0).acknowledgeOne();
            }
        }

        private void step() {
            switch (random.nextInt(8)) {
                case 0 -> {
                    if (members.size() < 4) {
                        members.add(new Member());
                    }
                }
                case 1 -> {
                    if (!members.isEmpty()) {
                        // what it holds goes back, as if it had not been begun
                        members.remove(random.nextInt(members.size())).consumer.close(0);
                    }
                }
                case 2, 3, 4 -> {
                    int group = random.nextInt(sent.length);
                    sendIn(broker.link(), "group " + group, group + " " + ++sent[group]);
                }
                default -> {
                    if (!members.isEmpty()) {
                        members.get(random.nextInt(members.size())).acknowledgeOne();
                    }
                }
            }
        }

        private void check() {
            Map<String, Member> owners = new HashMap<>();
            for (Member member : members) {
                member.look();
                for (String text : member.held) {
                    Member owner = owners.putIfAbsent(text.split(" ")[0], member);
                    assertThat(owner == null || owner == member)
                            .as("a group is divided")
                            .isTrue();
                }
            }
        }
    }
}
