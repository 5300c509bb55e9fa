package io.postrider.broker.core.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The structures of a queue against naive ones, at random. */
class QueueStructuresTest {
    private static final int PRIORITY = 4;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    private Entry entry(long order) {
        Entry entry = new Entry(null, random.nextInt(10), 1 + random.nextInt(50), 0);
        entry.order = order;
        entry.state = Entry.State.READY;
        return entry;
    }

    /** Messages that recovery has found, with the order numbers from 1 on. */
    private static final class Found implements Dormant {
        private final ArrayDeque<Entry> left;

        Found(List<Entry> entries) {
            left = new ArrayDeque<>(entries);
        }

        @Override
        public int size() {
            return left.size();
        }

        @Override
        public int priority() {
            return PRIORITY;
        }

        @Override
        public Entry awaken() {
            return left.poll();
        }
    }

    @Test
    void theLanesKeepDeliveryOrderWhileMessagesAreMadeOnDemandAndBeside() {
        for (int round = 0; round < 20; round++) {
            dormantMessagesInLanes(1 + random.nextInt(2_000));
        }
    }

    private void dormantMessagesInLanes(int count) {
        List<Entry> found = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            found.add(new Entry(null, PRIORITY, 0, 0));
        }
        Comparator<Entry> order =
                Comparator.<Entry>comparingInt(one -> -one.priority).thenComparingLong(one -> one.order);
        Lanes lanes = new Lanes();
        lanes.addDormant(new Found(found), 1);
        long lastOrder = count;
        TreeSet<Entry> there = new TreeSet<>(order);
        for (int i = 0; i < count; i++) {
            // as the lanes will say
            found.get(i).order = i + 1;
        }
        there.addAll(found);
        List<Entry> away = new ArrayList<>();
        for (int step = 0; step < 3_000; step++) {
            int choice = random.nextInt(5);
            if (choice == 0) {
                Entry added = entry(++lastOrder);
                lanes.link(added);
                there.add(added);
            } else if (choice == 1 && !away.isEmpty()) {
                Entry back = away.remove(random.nextInt(away.size()));
                lanes.link(back);
                there.add(back);
            } else if (choice == 2) {
                lanes.awaken(random.nextInt(50));
            } else if (choice == 3 && random.nextInt(1_000) == 0) {
                LaneCursor cursor = lanes.openCursor();
                assertThat(lanes.dormant()).as("seed %d", seed).isZero();
                lanes.drop(cursor);
            } else if (!there.isEmpty()) {
                Entry first = lanes.first();
                assertThat(first).as("seed %d", seed).isSameAs(there.pollFirst());
                lanes.unlink(first);
                away.add(first);
            }
            assertThat(lanes.size()).as("seed %d", seed).isEqualTo(there.size());
            assertThat(lanes.isEmpty()).as("seed %d", seed).isEqualTo(there.isEmpty());
        }
        for (Entry expected : there) {
            assertThat(lanes.first()).as("seed %d", seed).isSameAs(expected);
            lanes.unlink(expected);
        }
        assertThat(lanes.isEmpty()).isTrue();
    }

    @Test
    void theHeapGivesTheEarliestFirstWhateverIsTakenOut() {
        EntryHeap heap = new EntryHeap();
        List<Entry> there = new ArrayList<>();
        Comparator<Entry> due = Comparator.comparingLong(Entry::dueMillis).thenComparingLong(one -> one.order);
        for (int i = 0; i < 5_000; i++) {
            if (there.isEmpty() || random.nextInt(5) < 3) {
                Entry added = entry(i);
                heap.add(added);
                there.add(added);
            } else {
                Entry removed = there.remove(random.nextInt(there.size()));
                heap.remove(removed);
                heap.remove(removed);
            }
            Entry first = there.stream().min(due).orElse(null);
            assertThat(heap.first()).as("seed %d", seed).isSameAs(first);
            assertThat(heap.size()).as("seed %d", seed).isEqualTo(there.size());
        }
    }

    @Test
    void theLanesKeepDeliveryOrderWhateverLeavesAndComesBack() {
        Lanes lanes = new Lanes();
        List<Entry> there = new ArrayList<>();
        List<Entry> away = new ArrayList<>();
        Comparator<Entry> order =
                Comparator.<Entry>comparingInt(one -> -one.priority).thenComparingLong(one -> one.order);
        for (int i = 0; i < 3_000; i++) {
            int choice = random.nextInt(4);
            if (choice < 2 || there.isEmpty()) {
                Entry added = entry(i);
                lanes.link(added);
                there.add(added);
            } else if (choice == 2) {
                Entry left = there.remove(random.nextInt(there.size()));
                lanes.unlink(left);
                away.add(left);
            } else if (!away.isEmpty()) {
                Entry back = away.remove(random.nextInt(away.size()));
                lanes.link(back);
                there.add(back);
            }
            assertThat(lanes.first())
                    .as("seed %d", seed)
                    .isSameAs(there.stream().min(order).orElse(null));
        }
        there.sort(order);
        for (Entry expected : there) {
            assertThat(lanes.first()).as("seed %d", seed).isSameAs(expected);
            lanes.unlink(expected);
        }
        assertThat(lanes.isEmpty()).isTrue();
        assertThat(lanes.size()).isZero();
    }

    @Test
    void aCursorMissesNothingThatComesBack() {
        Lanes lanes = new Lanes();
        LaneCursor cursor = lanes.openCursor();
        Entry first = entry(1);
        Entry second = new Entry(null, first.priority, 0, 0);
        second.order = 2;
        lanes.link(first);
        lanes.link(second);
        cursor.advance(first.priority);
        cursor.advance(first.priority);
        assertThat(cursor.at(first.priority)).isNull();

        lanes.unlink(first);
        lanes.link(first);

        assertThat(cursor.at(first.priority)).isSameAs(first);
    }

    @Test
    void aWindowFindsDeliveriesByTheirTags() {
        TagWindow window = new TagWindow();
        TreeMap<Long, Entry> expected = new TreeMap<>();
        for (int i = 0; i < 5_000; i++) {
            if (random.nextInt(2) == 0) {
                Entry added = entry(i);
                expected.put(window.add(added), added);
            } else {
                long tag = Math.max(1, window.end() - random.nextInt(40));
                assertThat(window.take(tag)).as("seed %d", seed).isSameAs(expected.remove(tag));
            }
            assertThat(window.count()).as("seed %d", seed).isEqualTo(expected.size());
            long lowest = expected.isEmpty() ? window.end() : expected.firstKey();
            assertThat(window.first()).as("seed %d", seed).isEqualTo(lowest);
        }
    }
}
