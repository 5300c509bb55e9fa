package io.postrider.broker.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.link.Received;
import io.postrider.broker.link.TestConsumer;
import io.postrider.broker.link.TestLink;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is delivered after a restart while recovery has made nothing yet of most messages: the broker's own steps that would are held back. */
class DormantMessagesTest {
    private static final DestinationName ORDERS = DestinationName.queue("orders");
    private static final int COUNT = 3_000;
    private static final long ALL = Long.MAX_VALUE;

    /** After which the broker begins to make entries that nobody has asked for. */
    private static final long REST_MILLIS = 1_000;

    private final LogStore store = new LogStore();
    private final VirtualTime time = new VirtualTime();
    private final HeldSteps steps = new HeldSteps();
    private SteppedBroker broker;
    private TestLink link;

    /** Runs at once what is asked for, but for what the broker does of itself when it has started. */
    private static final class HeldSteps implements Executor {
        private final Deque<Runnable> held = new ArrayDeque<>();
        private boolean holding;

        @Override
        public void execute(Runnable step) {
            if (holding) {
                held.add(step);
            } else {
                step.run();
            }
        }

        /** Runs one of the steps that are held back; what it leads to is held back again. */
        void runOne() {
            Runnable step = held.poll();
            if (step != null) {
                holding = true;
                step.run();
                holding = false;
            }
        }
    }

    @BeforeEach
    void start() {
        steps.held.clear();
        steps.holding = true;
        broker = new SteppedBroker(store, time, PolicyRules.none(), settings -> settings, steps);
        steps.holding = false;
        link = new TestLink().on(broker.connect(null));
    }

    /** Has the broker come to what it leaves for later. */
    private void rest() {
        steps.holding = true;
        time.advanceTo(time.millis() + REST_MILLIS);
        steps.holding = false;
    }

    /** Acknowledgements are on the disk by then, which nobody waits for. */
    private void crash() {
        store.flush();
        store.crash(0);
        broker.abandon();
        time.forgetAlarms();
        start();
    }

    private List<String> fill() {
        store.tellHeadsAlone();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            texts.add("old " + i);
            link.send(ORDERS, texts.get(i));
        }
        return texts;
    }

    @Test
    void whatSleepsComesBeforeWhatIsSentLater() {
        List<String> expected = fill();
        crash();
        rest();
        assertThat(steps.held).hasSize(1);
        link.send(ORDERS, "new");
        expected.add("new");

        assertThat(link.drain(ORDERS)).isEqualTo(expected);

        crash();
        assertThat(link.drain(ORDERS)).isEmpty();
    }

    @Test
    void nothingWakesBeforeWhoWaitsForTheBrokerHasHadHisTurn() {
        List<String> expected = fill();
        crash();
        time.advanceTo(time.millis() + REST_MILLIS - 1);
        assertThat(steps.held).isEmpty();
        assertThat(link.consume(ORDERS, 1).textsSoFar()).containsExactly(expected.get(0));

        rest();
        assertThat(steps.held).hasSize(1);
    }

    /** A dormant message's key is in use like any other: the store's first free key is known only when all is told. */
    @Test
    void whatIsSentAfterwardsTakesNoKeyOfWhatSleeps() {
        List<String> expected = fill();
        crash();
        link.send(ORDERS, "new");
        expected.add("new");
        crash();

        assertThat(link.drain(ORDERS)).isEqualTo(expected);
    }

    @Test
    void aBrowserSeesAllThatSleeps() {
        List<String> expected = fill();
        crash();

        assertThat(link.browse(ORDERS, null)).isEqualTo(expected);
    }

    @Test
    void aSelectorFindsWhatSleeps() {
        fill();
        link.sendWith(ORDERS, "wanted", "colour", "red");
        crash();

        assertThat(link.consume(ORDERS, "colour = 'red'", 2).textsSoFar()).containsExactly("wanted");
    }

    @Test
    void onlyWhatWasSeenBeforeIsRedelivered() {
        fill();
        TestConsumer former = link.consume(ORDERS, 10);
        former.acknowledge(1, 4);
        DestinationName quiet = DestinationName.queue("quiet");
        link.send(quiet, "unseen");
        crash();

        TestConsumer consumer = link.consume(ORDERS, 1);
        Delivery seen = consumer.next();
        assertThat(seen.deliveryCount()).isEqualTo(2);
        assertThat(Received.text(seen.message())).isEqualTo("old 4");
        assertThat(link.consume(quiet, 1).next().deliveryCount()).isEqualTo(1);
    }

    @Test
    void whatSleepsCountsAsSeenWhereAFailedJournalWasServed() {
        fill();
        store.noteServed();
        crash();

        List<Integer> counts = new ArrayList<>();
        TestConsumer consumer = link.consume(ORDERS, COUNT);
        for (int i = 0; i < COUNT; i++) {
            counts.add(consumer.next().deliveryCount());
        }
        assertThat(counts).allMatch(count -> count >= 2);
    }

    /** Whatever comes between, of consumers, sends and the broker's own steps, and over further crashes. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theOrderHoldsWhateverComesBetween(long seed) {
        Random random = new Random(seed);
        List<String> expected = fill();
        int sent = 0;
        for (int restart = 0; restart < 4; restart++) {
            crash();
            rest();
            TestConsumer consumer = link.consume(ORDERS, 0);
            List<String> received = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                switch (random.nextInt(3)) {
                    case 0 -> consumer.credit(random.nextInt(40));
                    case 1 -> steps.runOne();
                    default -> {
                        expected.add("new " + ++sent);
                        link.send(ORDERS, "new " + sent);
                    }
                }
                received.addAll(consumer.textsSoFar());
            }
            assertThat(received).isEqualTo(expected.subList(0, received.size()));
            int acknowledged = random.nextInt(received.size() + 1);
            if (acknowledged > 0) {
                consumer.acknowledge(1, acknowledged);
                expected = new ArrayList<>(expected.subList(acknowledged, expected.size()));
            }
            if (random.nextBoolean()) {
                consumer.close(ALL);
            }
        }
        crash();
        assertThat(link.drain(ORDERS)).isEqualTo(expected);
    }
}
