package io.postrider.broker.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.core.store.DiskSpace;
import io.postrider.broker.core.store.MemoryBudget;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.broker.journal.memory.MemoryJournalProvider;
import io.postrider.broker.link.Received;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A queue stepped by hand: no threads, and the clock stands still until the test moves it. */
class MessageQueueStepsTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");

    private static final long MUCH = 64L << 20;

    private final ManualTimers timers = new ManualTimers();
    private final ArrayDeque<Runnable> readings = new ArrayDeque<>();
    private final List<String> buried = new ArrayList<>();
    private MemoryBudget budget;
    private MessageStore store;
    private MessageQueue queue;
    private long sequence;

    @BeforeEach
    void start() throws JournalException {
        startWith(1 << 20);
    }

    private void startWith(long budgetBytes) throws JournalException {
        PolicyRules rules = PolicyRules.none().with(">", PolicyOption.MAX_DELIVERY_ATTEMPTS, "3");
        var journal = new MemoryJournalProvider()
                .open(new JournalSettings("steps", Path.of("unused"), Thread::new, Map.of()));
        journal.recover((bytes, offset, length) -> null);
        budget = new MemoryBudget(budgetBytes);
        DiskSpace disk = new DiskSpace("steps", 0, () -> 0, () -> {}, Clock.systemUTC());
        store = new MessageStore("steps", journal, budget, disk, readings::add);
        DeadLetters deadLetters = (from, entry, why, failures) -> {
            buried.add(Received.text(entry.stored().content()));
            store.release(entry.stored());
        };
        queue = new MessageQueue(
                ORDERS,
                "queue://orders",
                1,
                new QueueContext("steps", store, timers, Runnable::run, deadLetters, slow -> {}, rules));
    }

    private void put(String text, UnaryOperator<Message.Builder> change) {
        StoredMessage stored = kept(text, change);
        queue.put(stored, stored.content(), true);
    }

    private StoredMessage kept(String text, UnaryOperator<Message.Builder> change) {
        Message message = change.apply(Message.builder()
                        .id(new MessageId(1, ++sequence))
                        .destination(ORDERS)
                        .body(new Body.Text(text)))
                .build();
        StoredMessage stored = store.keep(message, message.persistent(), 1, null);
        if (message.persistent()) {
            byte[] head = RecordCodec.encode(
                    new CoreRecord.MessageAdded(stored.key(), message.priority(), 0, 0, new int[] {2}));
            store.append(
                    List.of(new JournalRecord(head, message.encoded(), stored)),
                    JournalUnit.Urgency.PROMPT,
                    UnitCompletion.NONE);
        }
        return stored;
    }

    private void put(String... texts) {
        for (String text : texts) {
            put(text, builder -> builder.persistent(false));
        }
    }

    private QueueConsumer open(Received received, MessageFilter filter) {
        return queue.open(received, filter, "a test", () -> {})
                .toCompletableFuture()
                .join();
    }

    private void readAll() {
        while (!readings.isEmpty()) {
            readings.poll().run();
        }
    }

    /** Others use up the memory, so that what comes lies in the journal alone. */
    private void fillWithPaged(int messages) throws JournalException {
        startWith(MUCH);
        budget.add(MUCH + 1);
        for (int i = 0; i < messages; i++) {
            put("m" + i + "x".repeat(1_000), builder -> builder);
        }
    }

    private QueueFigures figures() {
        return queue.figures().toCompletableFuture().join();
    }

    /** Each costs memory without its content, too; the oldest are consumed first. */
    @Test
    void theMoreMessagesGatherTheFewerContentsAreInMemoryAndTheseAreTheOldest() throws JournalException {
        startWith(1 << 16);
        List<StoredMessage> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            StoredMessage stored = kept("m" + i + "x".repeat(200), builder -> builder);
            all.add(stored);
            queue.put(stored, stored.content(), true);
            assertThat(budget.usedBytes()).isLessThanOrEqualTo(1 << 16);
        }

        assertThat(budget.usedBytes()).isBetween(1L << 13, 1L << 14);
        long inMemory =
                all.stream().takeWhile(stored -> stored.content() != null).count();
        assertThat(inMemory).isPositive();
        assertThat(all.stream().skip(inMemory)).allMatch(stored -> stored.content() == null);
        Received received = new Received();
        open(received, null).credit(1_000, null);
        readAll();
        assertThat(received.textsSoFar()).hasSize(1_000).startsWith("m0" + "x".repeat(200));
    }

    @Test
    void aDelayedMessageIsReadyAtItsTimeAndNotBefore() {
        Received received = new Received();
        open(received, null).credit(10, null);
        put("later", builder -> builder.persistent(false).deliveryTimeMillis(1_500));

        timers.advance(499);
        assertThat(received.textsSoFar()).isEmpty();
        assertThat(figures().delayed()).isEqualTo(1);
        timers.advance(1);

        assertThat(received.textsSoFar()).containsExactly("later");
    }

    @Test
    void delayedMessagesComeInOrderOfTheirTimes() {
        Received received = new Received();
        open(received, null).credit(10, null);
        for (int delay : new int[] {300, 100, 200, 100}) {
            put("at " + delay, builder -> builder.persistent(false).deliveryTimeMillis(1_000 + delay));
        }

        timers.advance(1_000);

        assertThat(received.textsSoFar()).containsExactly("at 100", "at 100", "at 200", "at 300");
    }

    @Test
    void anExpiredMessageLeavesWhileItWaits() {
        put("short", builder -> builder.persistent(false).expirationMillis(1_100));
        put("long", builder -> builder.persistent(false).expirationMillis(9_000));
        put("forever");
        assertThat(figures().depth()).isEqualTo(3);

        timers.advance(100);

        assertThat(figures().depth()).isEqualTo(2);
    }

    @Test
    void anExpiredPersistentMessageLeavesTheJournal() {
        put("short", builder -> builder.expirationMillis(1_100));
        assertThat(store.journalStatus().retainedRecords()).isEqualTo(1);

        timers.advance(100);

        assertThat(store.journalStatus().retainedRecords()).isZero();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void aMessageThatExpiresWithItsConsumerIsNotDeliveredAgain() {
        Received received = new Received();
        QueueConsumer consumer = open(received, null);
        put("a", builder -> builder.persistent(false).expirationMillis(1_100));
        consumer.credit(1, null);
        timers.advance(200);

        consumer.release(1, 1, true, null);
        consumer.credit(5, null);

        assertThat(received.textsSoFar()).containsExactly("a");
        assertThat(figures().depth()).isZero();
    }

    @Test
    void theIdleAreHelpedInTurnAndNoRecallLooksAtEverythingForAllOfThem() {
        int held = 1_500;
        int idle = 10;
        Received hoarded = new Received();
        open(hoarded, null).credit(held, null);
        for (int i = 1; i < held; i++) {
            put("unwanted");
        }
        put("wanted");
        int[] looks = {0};
        for (int i = 0; i < idle; i++) {
            open(new Received(), (message, attempts) -> ++looks[0] < 0).credit(1, null);
        }
        open(new Received(), (message, attempts) -> Received.text(message).equals("wanted"))
                .credit(1, null);

        timers.advance(Dispatcher.RECALL_AFTER_MILLIS);
        assertThat(looks[0]).as("those of one of them").isEqualTo(held);
        for (int i = 0; i < idle; i++) {
            assertThat(hoarded.recalls()).isZero();
            timers.advance(Dispatcher.RECALL_AFTER_MILLIS);
        }

        assertThat(hoarded.recalls()).isEqualTo(1);
    }

    @Test
    void theLastPermittedAttemptBuriesAMessage() {
        Received received = new Received();
        QueueConsumer consumer = open(received, null);
        put("poison");
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertThat(buried).isEmpty();
            consumer.credit(1, null);
            consumer.release(attempt, attempt, true, null);
        }

        assertThat(buried).containsExactly("poison");
        assertThat(figures().depth()).isZero();
        assertThat(budget.usedBytes()).isZero();
    }

    @Test
    void aBacklogIsLookedThroughOncePerSelector() {
        int[] looks = {0};
        MessageFilter none = (message, deliveryCount) -> {
            looks[0]++;
            return false;
        };
        for (int i = 0; i < 1_000; i++) {
            put("m" + i);
        }
        open(new Received(), none).credit(1, null);
        assertThat(looks[0]).isEqualTo(1_000);

        put("one more");

        assertThat(looks[0]).isEqualTo(1_001);
    }

    @Test
    void contentsBeyondTheBudgetAreReadBackInOrder() throws JournalException {
        startWith(4_000);
        for (int i = 0; i < 1_000; i++) {
            put("m" + i, builder -> builder);
        }
        assertThat(budget.usedBytes()).isLessThan(5_000);
        Received received = new Received();

        QueueConsumer consumer = open(received, null);
        consumer.credit(1_000, null);
        readAll();

        List<String> texts = received.textsSoFar();
        assertThat(texts).hasSize(1_000).startsWith("m0", "m1", "m2").endsWith("m998", "m999");
        assertThat(texts).isSortedAccordingTo(Comparator.comparingInt(text -> Integer.parseInt(text.substring(1))));
        consumer.acknowledge(1, 1_000, null);
        assertThat(budget.usedBytes()).isZero();
        assertThat(store.journalStatus().retainedRecords()).isZero();
    }

    @Test
    void whatIsReadAheadBeginsSmallAndGrowsWithUse() throws JournalException {
        fillWithPaged(600);
        Received received = new Received();
        QueueConsumer consumer = open(received, null);
        consumer.credit(1, null);
        readAll();
        long first = store.readAhead().takenBytes();
        assertThat(first).isPositive().isLessThan(1 << 16);

        consumer.credit(100, null);
        readAll();

        assertThat(received.textsSoFar()).hasSize(101);
        assertThat(store.readAhead().takenBytes()).isGreaterThan(3 * first);
    }

    @Test
    void whatIsReadAheadIsGivenBackOnceNothingWaits() throws JournalException {
        fillWithPaged(40);
        Received received = new Received();
        QueueConsumer consumer = open(received, null);
        consumer.credit(1, null);
        readAll();
        assertThat(store.readAhead().takenBytes()).isPositive();

        consumer.credit(39, null);
        readAll();

        assertThat(received.textsSoFar()).hasSize(40);
        assertThat(store.readAhead().takenBytes()).isZero();
    }

    @Test
    void whatIsReadAheadLeavesMemoryWithTheLastConsumer() throws JournalException {
        fillWithPaged(40);
        long without = budget.usedBytes();
        Received received = new Received();
        QueueConsumer consumer = open(received, null);
        consumer.credit(1, null);
        readAll();
        long with = budget.usedBytes();
        assertThat(with).isGreaterThan(without + 10_000);

        consumer.close(1);

        assertThat(store.readAhead().takenBytes()).isZero();
        assertThat(budget.usedBytes()).isLessThan(without + 10_000);
    }

    @Test
    void whereNothingIsLeftToReadAheadWithOnlyWhatIsWaitedForIsRead() throws JournalException {
        fillWithPaged(40);
        long others = 0;
        for (long taken = 1; taken > 0; others += taken) {
            taken = store.readAhead().take(MUCH);
        }
        Received received = new Received();

        open(received, null).credit(3, null);
        for (int i = 1; i <= 3; i++) {
            assertThat(readings).hasSize(1);
            readings.poll().run();
        }

        assertThat(received.textsSoFar()).hasSize(3);
        assertThat(store.readAhead().takenBytes()).isEqualTo(others);
    }

    @Test
    void whatOthersHaveReadMeanwhileIsDeliveredThoughNothingIsLeftToRead() throws JournalException {
        fillWithPaged(0);
        Entry entry = new Entry(kept("m", builder -> builder), 4, 0, 0);
        Message content = entry.stored().content();
        entry.exposed = true;
        queue.put(entry);
        Received received = new Received();
        open(received, null).credit(1, null);
        assertThat(received.textsSoFar()).isEmpty();
        store.restore(entry.stored(), content);

        new ReadAhead(queue, new Lanes(), store).request(entry);

        assertThat(received.textsSoFar()).containsExactly("m");
    }

    @Test
    void aSelectorSeesWhatHasLeftMemory() throws JournalException {
        startWith(4_000);
        for (int i = 0; i < 1_000; i++) {
            put("m" + i, builder -> builder);
        }
        Received received = new Received();

        open(received, (message, count) -> Received.text(message).equals("m777"))
                .credit(5, null);
        readAll();

        assertThat(received.textsSoFar()).containsExactly("m777");
        assertThat(budget.usedBytes()).isLessThan(400_000);
    }

    @Test
    void aDeletedQueueLetsEverythingGo() {
        put("ready");
        put("persistent", builder -> builder);
        put("delayed", builder -> builder.persistent(false).deliveryTimeMillis(9_000));
        Received received = new Received();
        QueueConsumer consumer = open(received, null);
        consumer.credit(1, null);

        queue.delete(new BrokerException(BrokerError.INVALID_DESTINATION, "deleted"), true)
                .toCompletableFuture()
                .join();
        consumer.acknowledge(1, 1, null);
        put("too late");

        assertThat(received.closedBecause()).hasMessage("deleted");
        assertThat(budget.usedBytes()).isZero();
        assertThat(store.journalStatus().retainedRecords()).isZero();
    }
}
