package io.postrider.broker.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.policy.Limits.WhenFull;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a whole broker and each user may have of memory, journal and connections. */
class BrokerLimitsTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final DestinationName OTHERS = DestinationName.queue("others");
    private static final String TEXT = "x".repeat(1_000);
    private static final int BUDGET = 10_000;

    private static SteppedPolicies limited(UnaryOperator<BrokerLimits> change) {
        return new SteppedPolicies("> maxDeliveryAttempts=3", settings -> settings.withMemoryBudgetBytes(BUDGET)
                .withLimits(change.apply(settings.limits())));
    }

    private static Awaited send(SteppedPolicies broker, DestinationName to, String text, boolean persistent) {
        Awaited sent = new Awaited();
        broker.link()
                .link()
                .send(
                        broker.link().message(to, text, builder -> builder.persistent(persistent)),
                        BrokerLink.NO_TRANSACTION,
                        sent);
        return sent;
    }

    private static long figure(SteppedPolicies broker, String column) {
        return ((Number) broker.rows("broker-status").get(0).get(column)).longValue();
    }

    @Test
    void whatIsNotPersistentIsPagedBeyondTheBudget() {
        SteppedPolicies broker = limited(limits -> limits);
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(TEXT + i);
            send(broker, i % 2 == 0 ? ORDERS : OTHERS, TEXT + i, false).await();
            assertThat(figure(broker, "memory-used-bytes")).isLessThan(BUDGET + 2_000);
        }
        assertThat(figure(broker, "journal-used-bytes")).isGreaterThan(80_000);
        List<String> received = new ArrayList<>(broker.link().drain(ORDERS));
        received.addAll(broker.link().drain(OTHERS));
        assertThat(received).containsExactlyInAnyOrderElementsOf(texts);
        broker.flush();
        assertThat(figure(broker, "memory-used-bytes")).isZero();
        assertThat(figure(broker, "journal-used-bytes")).isZero();
    }

    @Test
    void whatFollowsWhatIsPagedDoesNotOvertakeIt() {
        SteppedPolicies broker = limited(limits -> limits);
        for (int i = 0; i < 12; i++) {
            send(broker, OTHERS, TEXT, false);
        }
        broker.hold();
        Awaited first = send(broker, ORDERS, "first " + TEXT, false);
        assertThat(first.isDone()).isFalse();
        broker.link().drain(OTHERS);
        Awaited second = send(broker, ORDERS, "second " + TEXT, false);
        assertThat(second.isDone())
                .as("there is room again, but the first is on its way")
                .isFalse();
        broker.flush();
        assertThat(broker.link().drain(ORDERS)).containsExactly("first " + TEXT, "second " + TEXT);
        send(broker, ORDERS, "third", false).await();
    }

    @Test
    void aMessageBeyondTheBudgetMayFailOrWait() {
        SteppedPolicies failing = limited(limits -> limits.withWhenMemoryFull(WhenFull.FAIL));
        SteppedPolicies blocking =
                limited(limits -> limits.withWhenMemoryFull(WhenFull.BLOCK).withBlockTimeoutMillis(500));
        for (int i = 0; i < 8; i++) {
            send(failing, ORDERS, TEXT, false).await();
            send(blocking, ORDERS, TEXT, false).await();
        }
        BrokerException failure = send(failing, ORDERS, TEXT.repeat(3), false).failure();
        assertThat(failure.error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(failure).hasMessageContaining("memoryBudgetBytes=10000 permits no more");
        send(failing, ORDERS, TEXT.repeat(3), true).await();

        Awaited waiting = send(blocking, OTHERS, TEXT.repeat(7), false);
        assertThat(waiting.isDone()).isFalse();
        blocking.link().drain(ORDERS);
        waiting.await();
        assertThat(blocking.link().drain(OTHERS)).hasSize(1);
        for (int i = 0; i < 7; i++) {
            send(blocking, ORDERS, TEXT, false).await();
        }
        Awaited late = send(blocking, ORDERS, TEXT.repeat(3), false);
        blocking.advance(500);
        assertThat(late.failure()).hasMessageContaining("blockTimeoutMillis=500");
    }

    @Test
    void theJournalHasItsLimitWhatIsNotPersistentHasNotAndConsumersGoOn() {
        SteppedPolicies broker = limited(limits -> limits.withJournal(3_000, WhenFull.FAIL));
        send(broker, ORDERS, TEXT, true).await();
        send(broker, OTHERS, TEXT, true).await();
        BrokerException failure = send(broker, ORDERS, TEXT, true).failure();
        assertThat(failure.error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        assertThat(failure).hasMessageContaining("in the journal").hasMessageContaining("maxJournalBytes=3000");
        Awaited inTransaction = new Awaited();
        broker.link().link().send(broker.link().message(ORDERS, TEXT, builder -> builder), 7, inTransaction);
        assertThat(inTransaction.failure().error()).isEqualTo(BrokerError.RESOURCE_LIMIT);
        send(broker, ORDERS, "small", false).await();
        broker.crash();
        assertThat(send(broker, ORDERS, TEXT, true).failure())
                .as("what was found at the start counts, too")
                .hasMessageContaining("maxJournalBytes=3000");
        broker.link().drain(OTHERS);
        broker.flush();
        send(broker, ORDERS, TEXT, true).await();
    }

    @Test
    void aSendWaitsForRoomInTheJournal() {
        SteppedPolicies broker = limited(limits -> limits.withJournal(3_000, WhenFull.BLOCK));
        send(broker, ORDERS, TEXT, true).await();
        send(broker, ORDERS, TEXT, true).await();
        Awaited third = send(broker, OTHERS, TEXT, true);
        Awaited fourth = send(broker, OTHERS, TEXT, true);
        assertThat(third.isDone()).isFalse();
        TestConsumer consumer = broker.link().consume(ORDERS, 10);
        consumer.acknowledge(1, 1);
        broker.flush();
        third.await();
        assertThat(fourth.isDone()).isFalse();
        consumer.acknowledge(2, 2);
        broker.flush();
        fourth.await();
    }

    @Test
    void whoFitsDoesNotOvertakeWhoWaitsAndOneOfAnySizeFitsWhereNothingIs() {
        SteppedPolicies broker = limited(limits -> limits.withJournal(3_000, WhenFull.BLOCK));
        send(broker, ORDERS, TEXT.repeat(5), true).await();
        broker.link().drain(ORDERS);
        broker.flush();
        send(broker, ORDERS, TEXT, true).await();
        Awaited large = send(broker, OTHERS, TEXT.repeat(2), true);
        Awaited small = send(broker, OTHERS, "s", true);
        assertThat(large.isDone()).isFalse();
        assertThat(small.isDone()).as("it would have room").isFalse();
        broker.link().drain(ORDERS);
        broker.flush();
        large.await();
        small.await();
        assertThat(broker.link().drain(OTHERS)).containsExactly(TEXT.repeat(2), "s");
    }

    @Test
    void eachUserHasLimitsOfHisOwn() throws BrokerException {
        // without users of its own a broker takes the names that connections from its VM give, and looks at no password
        try (Broker broker = Broker.named("user-limits")
                .journal("memory")
                .userLimits("* maxConnections=2; batch maxJournalBytes=3000 whenJournalFull=fail")
                .userLimits("clerk maxMemoryBytes=3000 whenMemoryFull=fail")
                .start()) {
            TestLink batch = connect(broker, "batch");
            TestLink clerk = connect(broker, "clerk");
            TestLink boss = connect(broker, "boss");
            batch.send(ORDERS, TEXT, TEXT);
            assertThat(batch.sendFailure(ORDERS, TEXT))
                    .hasMessageContaining("user batch has ")
                    .hasMessageContaining("limits.users \"batch\" maxJournalBytes=3000 permits no more");
            clerk.send(ORDERS, TEXT, TEXT);
            assertThat(clerk.sendFailure(ORDERS, TEXT))
                    .hasMessageContaining("limits.users \"clerk\" maxMemoryBytes=3000");
            boss.send(ORDERS, TEXT, TEXT, TEXT, TEXT);
            Map<String, Object> row = Awaited.of(boss.link()
                            .manage(new io.postrider.protocol.link.ManagementRequest("account-list", Map.of())))
                    .rows()
                    .get(0);
            assertThat(row)
                    .containsEntry("user", "batch")
                    .containsEntry("max-connections", 2)
                    .containsEntry("max-journal-bytes", 3_000L);
            TestLink second = connect(broker, "batch");
            assertThatThrownBy(() -> connect(broker, "batch"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessage("user batch has 2 connections, and the setting limits.users \"*\" maxConnections=2"
                            + " permits no more");
            second.close();
            connect(broker, "batch").close();
        }
    }

    @Test
    void whatWasReadBackForOneSubscriberDoesNotStayInMemoryForAnother() {
        SteppedPolicies broker = limited(limits -> limits);
        DestinationName news = DestinationName.topic("news");
        TestConsumer slow = broker.link().subscribe(news, ConsumerRequest.Subscription.OWN, 0);
        TestConsumer late = broker.link().subscribe(news, ConsumerRequest.Subscription.OWN, 0);
        for (int i = 0; i < 100; i++) {
            broker.link().send(news, TEXT + i, builder -> builder.persistent(false));
        }
        for (int i = 1; i <= 100; i++) {
            late.credit(1);
            late.acknowledge(i, i);
        }
        broker.flush();
        List<String> texts = late.textsSoFar();
        assertThat(texts).hasSize(100);
        assertThat(figure(broker, "memory-used-bytes")).isLessThan(BUDGET + 2_000);
        slow.credit(100);
        assertThat(slow.textsSoFar()).isEqualTo(texts);
    }

    @Test
    void manySlowConsumersTogetherReadAheadWithinTheBudget() {
        int queues = 100;
        int messages = 20;
        int messageBytes = 12_000;
        long budget = 400_000;
        SteppedPolicies broker = new SteppedPolicies("", settings -> settings.withMemoryBudgetBytes(budget));
        List<TestConsumer> slow = new ArrayList<>();
        for (int i = 0; i < queues * messages; i++) {
            send(broker, DestinationName.queue("q" + i % queues), i / queues + " " + "x".repeat(10_000), true)
                    .await();
        }
        for (int i = 0; i < queues; i++) {
            slow.add(broker.link().consume(DestinationName.queue("q" + i), 0));
            slow.get(i).credit(1);
            long withConsumers = (i + 1L) * messageBytes;
            assertThat(figure(broker, "memory-used-bytes"))
                    .as("memory with %d slow consumers", i + 1)
                    .isLessThan(budget + budget / 4 + messageBytes + withConsumers);
        }
        for (TestConsumer consumer : slow) {
            consumer.credit(messages);
            assertThat(consumer.textsSoFar())
                    .extracting(text -> text.substring(0, text.indexOf(' ')))
                    .isEqualTo(IntStream.range(0, messages)
                            .mapToObj(Integer::toString)
                            .toList());
            consumer.acknowledge(1, messages);
        }
        broker.flush();
        assertThat(figure(broker, "memory-used-bytes")).isZero();
    }

    @Test
    void whatIsAcknowledgedLeavesMemoryThoughTheJournalIsSlow() {
        SteppedPolicies broker = limited(limits -> limits);
        for (int i = 0; i < 100; i++) {
            send(broker, ORDERS, TEXT + i, true).await();
        }
        TestConsumer consumer = broker.link().consume(ORDERS, 0);
        consumer.credit(1);
        broker.hold();
        for (int i = 1; i <= 100; i++) {
            consumer.acknowledge(i, i);
            consumer.credit(1);
            assertThat(figure(broker, "memory-used-bytes"))
                    .as("memory when %d messages have been acknowledged, and the journal has not heard of it", i)
                    .isLessThan(BUDGET + BUDGET / 4 + 3_000);
        }
        assertThat(consumer.textsSoFar()).hasSize(100);
        broker.flush();
        assertThat(figure(broker, "memory-used-bytes")).isZero();
    }

    @Test
    void whatAUserHasSentBeforeARestartCounts() {
        SteppedPolicies broker = new SteppedPolicies(
                "> maxDeliveryAttempts=3",
                settings -> settings.withLimits(settings.limits()
                        .withUsers(UserRules.none().with("* maxJournalBytes=3000 whenJournalFull=fail"))));
        send(broker, ORDERS, TEXT, true).await();
        send(broker, OTHERS, TEXT, true).await();
        broker.crash();
        assertThat(send(broker, ORDERS, TEXT, true).failure())
                .hasMessageContaining("limits.users \"*\" maxJournalBytes=3000 permits no more");
        broker.restart();
        assertThat(((Number) broker.rows("account-list").get(0).get("journal-bytes")).longValue())
                .isGreaterThan(2_000);
        broker.link().drain(OTHERS);
        broker.flush();
        send(broker, ORDERS, TEXT, true).await();
        broker.link().drain(ORDERS);
        broker.flush();
        assertThat(((Number) broker.rows("account-list").get(0).get("journal-bytes")).longValue())
                .isZero();
    }

    @Test
    void whatBelongsToOthersIsNotDroppedForTheSakeOfABrokerOrAUser() {
        for (WhenFull action : List.of(WhenFull.DROP_OLDEST, WhenFull.PAGE)) {
            assertThatThrownBy(() -> BrokerLimits.defaults().withJournal(1, action))
                    .hasMessageContaining("whenJournalFull must be block or fail, not " + action);
        }
        assertThatThrownBy(() -> BrokerLimits.defaults().withWhenMemoryFull(WhenFull.DROP_OLDEST))
                .hasMessageContaining("whenMemoryFull must be page, block or fail, not drop-oldest")
                .hasMessageContaining("whenFull of a destination");
        for (String option : List.of("whenMemoryFull", "whenJournalFull")) {
            assertThatThrownBy(() -> UserRules.none().with("batch " + option + "=drop-oldest"))
                    .hasMessageContaining("\"" + option + "\" must be one of ")
                    .hasMessageContaining("block, fail, not \"drop-oldest\"");
        }
    }

    @Test
    void aUserBeyondHisMemoryIsPagedAndOthersAreNot() {
        SteppedPolicies broker = new SteppedPolicies(
                "> maxDeliveryAttempts=3",
                settings -> settings.withLimits(
                        settings.limits().withUsers(UserRules.none().with("* maxMemoryBytes=5000"))));
        for (int i = 0; i < 50; i++) {
            send(broker, ORDERS, TEXT, i % 2 == 0).await();
            assertThat(((Number) broker.rows("account-list").get(0).get("memory-bytes")).longValue())
                    .isLessThan(7_000);
        }
        assertThat(broker.link().drain(ORDERS)).hasSize(50);
    }

    @Test
    void rulesOfUsersThatAreWrongAreRefused() {
        assertThatThrownBy(() -> UserRules.none().with("batch maxConection=1"))
                .hasMessageContaining("there is no limit of users \"maxConection\"; did you mean \"maxConnections\"?");
        assertThatThrownBy(() -> UserRules.none().with("batch whenMemoryFull=drop-oldest"))
                .hasMessageContaining("must be one of page, block, fail");
        assertThatThrownBy(() -> UserRules.none().with("batch")).hasMessageContaining("it has no options");
        assertThatThrownBy(() -> BrokerLimits.defaults().withWhenMemoryFull(WhenFull.DROP_OLDEST))
                .hasMessageContaining("whenMemoryFull");
    }

    private static TestLink connect(Broker broker, String user) throws BrokerException {
        TestLink made = new TestLink();
        return made.on(broker.connect(new ConnectRequest(null, user, null, null), made));
    }
}
