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
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.selector.RequiredValue;
import io.postrider.broker.selector.Selector;
import io.postrider.broker.selector.SelectorSyntaxException;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Consumers found by the value that their selectors require get what they would get if each were asked about each message. */
class KeyedConsumersTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final int RUNS = 20;
    private static final int STEPS = 800;
    private static final int SMALL_BUDGET_BYTES = 4_000;
    private static final int LARGE_BUDGET_BYTES = 10_000_000;
    private static final int MORE_THAN_THERE_ARE = 10_000;

    /** 16777217 is equal to 16777216f, and to nothing else here. */
    private static final List<Object> VALUES =
            List.of(1, 1L, (byte) 1, (short) 2, 2, 3, 1.0, 2.0f, 16_777_217, 16_777_216f, "1", "2", "eu", true, false);

    private static final List<String> SELECTORS = List.of(
            "lane = 1",
            "lane = 1 AND JMSPriority > 4",
            "lane = 2",
            "2 = lane",
            "lane = 16777217",
            "lane = '1'",
            "lane = 'eu' AND (JMSPriority < 5 OR lane IS NULL)",
            "lane = TRUE",
            "lane = 1.0",
            "lane <> 1",
            "lane = 1 OR lane = 2",
            "region = 'eu'",
            "JMSType = 'eu'",
            "JMSCorrelationID = 'eu' AND lane = 1",
            "lane IS NULL");

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** One queue, and what its consumers were given. */
    private static final class Rig {
        private final ManualTimers timers = new ManualTimers();
        private final ArrayDeque<Runnable> readings = new ArrayDeque<>();
        private final List<Party> parties = new ArrayList<>();
        private final MessageStore store;
        private final MessageQueue queue;
        private final boolean keyed;
        /** How far the clock goes on at times: consumers are asked to give back what they have not begun. */
        private final long recallMillis;

        private int opened;

        Rig(boolean keyed, int budgetBytes) throws JournalException {
            this.keyed = keyed;
            recallMillis = budgetBytes == SMALL_BUDGET_BYTES ? Dispatcher.RECALL_AFTER_MILLIS : 0;
            var journal = new MemoryJournalProvider()
                    .open(new JournalSettings("keyed", Path.of("unused"), Thread::new, Map.of()));
            journal.recover((bytes, offset, length) -> null);
            DiskSpace disk = new DiskSpace("keyed", 0, () -> 0, () -> {}, Clock.systemUTC());
            store = new MessageStore("keyed", journal, new MemoryBudget(budgetBytes), disk, readings::add);
            DeadLetters deadLetters = (from, entry, why, failures) -> store.release(entry.stored());
            QueueContext context = new QueueContext(
                    "keyed", store, timers, Runnable::run, deadLetters, slow -> {}, PolicyRules.none());
            queue = new MessageQueue(ORDERS, "queue://orders", 1, context);
        }

        void put(Message message) {
            StoredMessage stored = store.keep(message, message.persistent(), 1, null);
            if (message.persistent()) {
                byte[] head = RecordCodec.encode(
                        new CoreRecord.MessageAdded(stored.key(), message.priority(), 0, 0, new int[] {2}));
                store.append(
                        List.of(new JournalRecord(head, message.encoded(), stored)),
                        JournalUnit.Urgency.PROMPT,
                        UnitCompletion.NONE);
            }
            queue.put(stored, message, true);
        }

        Party open(String selector) throws SelectorSyntaxException {
            SelectorFilter filter = selector == null ? null : new SelectorFilter(Selector.compile(selector));
            Party party = new Party(++opened, selector);
            party.consumer = queue.open(party, keyed || filter == null ? filter : filter::matches, "a test", () -> {})
                    .toCompletableFuture()
                    .join();
            parties.add(party);
            return party;
        }

        List<Integer> deliveries() {
            return parties.stream().map(party -> party.given.size()).toList();
        }

        void readAll() {
            while (!readings.isEmpty()) {
                readings.poll().run();
            }
        }
    }

    /** A consumer, and what it was given. */
    private static final class Party implements DeliverySink {
        private final List<String> given = new ArrayList<>();
        private final List<Message> messages = new ArrayList<>();
        private final String name;
        private final String selector;
        private QueueConsumer consumer;
        private int settled;

        Party(int number, String selector) {
            name = number + ": " + selector;
            this.selector = selector;
        }

        @Override
        public void deliver(Delivery delivery) {
            messages.add(delivery.message());
            given.add(delivery.tag() + " " + delivery.message().id() + " " + delivery.deliveryCount());
        }

        @Override
        public void recall() {
            // those who were asked to give back are served last from now on
        }

        @Override
        public void closed(BrokerException cause) {
            throw new AssertionError(cause);
        }

        @Override
        public String toString() {
            return name + " " + given;
        }
    }

    private Message message(long number) {
        Message.Builder message = Message.builder()
                .id(new MessageId(1, number))
                .destination(ORDERS)
                .persistent(random.nextInt(3) > 0)
                .priority(random.nextInt(4) == 0 ? random.nextInt(10) : 4)
                .body(new Body.Text("x".repeat(random.nextInt(300))));
        if (random.nextInt(8) > 0) {
            message.properties(Map.of(
                    "lane", VALUES.get(random.nextInt(VALUES.size())), "region", random.nextBoolean() ? "eu" : "us"));
        }
        if (random.nextInt(4) == 0) {
            message.type(random.nextBoolean() ? "eu" : "us").correlationId("eu");
        }
        return message.build();
    }

    @Test
    void areGivenWhatEachWouldTakeIfItWereAskedAboutEverything() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            Rig keyed = new Rig(true, LARGE_BUDGET_BYTES);
            Rig asked = new Rig(false, LARGE_BUDGET_BYTES);
            for (int step = 0; step < STEPS; step++) {
                int kind = random.nextInt(12);
                if (kind < 5) {
                    Message message = message(step);
                    keyed.put(message);
                    asked.put(message);
                } else {
                    long stepSeed = random.nextLong();
                    disturb(keyed, kind, new Random(stepSeed));
                    disturb(asked, kind, new Random(stepSeed));
                }
                assertThat(keyed.deliveries())
                        .as("seed %d, run %d, step %d", seed, run, step)
                        .isEqualTo(asked.deliveries());
            }
            assertThat(keyed.parties.toString())
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(asked.parties.toString());
        }
    }

    /** Where contents leave memory, values are not known for a while, and who is served first depends on what is read back when. */
    @Test
    void areGivenAllTheyWantWhereContentsHaveLeftMemory() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            Rig rig = new Rig(true, SMALL_BUDGET_BYTES);
            for (int step = 0; step < STEPS; step++) {
                int kind = random.nextInt(12);
                if (kind < 5) {
                    rig.put(message(step));
                } else {
                    disturb(rig, kind, random);
                }
            }
            rig.parties.forEach(party -> party.consumer.credit(MORE_THAN_THERE_ARE, null));
            rig.readAll();
            List<Party> parties = List.copyOf(rig.parties);
            Party unselective = rig.open(null);
            unselective.consumer.credit(MORE_THAN_THERE_ARE, null);
            rig.readAll();
            for (Party party : parties) {
                Selector selector = Selector.compile(party.selector);
                assertThat(party.messages)
                        .as("seed %d, run %d: of %s", seed, run, party.name)
                        .allMatch(message -> selector.matches(message, 1));
                assertThat(unselective.messages)
                        .as("seed %d, run %d: not of %s", seed, run, party.name)
                        .noneMatch(message -> selector.matches(message, 1));
            }
        }
    }

    private static void disturb(Rig rig, int kind, Random choices) throws SelectorSyntaxException {
        if (rig.parties.isEmpty() || kind == 5) {
            int choice = choices.nextInt(SELECTORS.size() + 1);
            rig.open(choice == SELECTORS.size() ? null : SELECTORS.get(choice));
            return;
        }
        Party party = rig.parties.get(choices.nextInt(rig.parties.size()));
        switch (kind) {
            case 6, 7, 8 -> party.consumer.credit(1 + choices.nextInt(4), null);
            case 9 -> {
                int last = party.settled + choices.nextInt(3);
                if (choices.nextInt(3) > 0) {
                    party.consumer.acknowledge(party.settled + 1, last, null);
                } else {
                    party.consumer.release(party.settled + 1, last, choices.nextBoolean(), null);
                }
                party.settled = last;
            }
            case 10 -> {
                rig.readAll();
                rig.timers.advance(rig.recallMillis);
            }
            default -> {
                if (choices.nextInt(4) == 0) {
                    rig.parties.remove(party);
                    party.consumer.close(choices.nextInt(3));
                    party.consumer.abandon();
                }
            }
        }
    }

    /** With two hundred consumers, one is asked about a message: the one whose value it has. */
    @Test
    void areNotAskedAboutWhatIsForOthers() throws Exception {
        Rig rig = new Rig(true, LARGE_BUDGET_BYTES);
        int[] asked = {0};
        for (int i = 0; i < 200; i++) {
            Selector selector = Selector.compile("lane = " + i);
            MessageFilter counting = new MessageFilter() {
                @Override
                public boolean matches(Message message, int deliveryCount) {
                    asked[0]++;
                    return selector.matches(message, deliveryCount);
                }

                @Override
                public Optional<RequiredValue> requiredValue() {
                    return selector.requiredValue();
                }
            };
            rig.queue
                    .open(new Party(i, selector.toString()), counting, "a test", () -> {})
                    .toCompletableFuture()
                    .join()
                    .credit(1_000, null);
        }
        for (int i = 0; i < 1_000; i++) {
            rig.put(Message.builder()
                    .id(new MessageId(1, i))
                    .destination(ORDERS)
                    .persistent(false)
                    .properties(Map.of("lane", i % 200))
                    .body(new Body.Text(""))
                    .build());
        }
        assertThat(asked[0]).isEqualTo(1_000);
    }
}
