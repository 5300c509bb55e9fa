package io.postrider.broker.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.record.CoreRecord.MessageAdded;
import io.postrider.broker.core.record.RecordCodec;
import io.postrider.broker.core.store.MemoryBudget;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.model.BulkOfHeads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
    private static final int STEPS = 20_000;

    private final MessageStore store = new MessageStore("keys", null, new MemoryBudget(1), null, Runnable::run);
    private final KeyTable table = new KeyTable(this::awaken);
    private final List<Integer> tickets = new ArrayList<>();
    private int bulkTickets;
    private final Map<Long, Entry> model = new TreeMap<>();
    private final Set<Long> removed = new HashSet<>();

    /** Keys come nearly in order, as those who send at once get theirs; some are removed before they come. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void entriesAreFoundByKeyAndToldInOrder(long seed) {
        Random random = new Random(seed);
        for (int step = 1; step <= STEPS; step++) {
            long key = Math.max(1, step + random.nextInt(20) - 10);
            int choice = random.nextInt(10);
            if (choice < 6) {
                put(key);
            } else if (choice < 9) {
                remove(1 + random.nextInt(step));
            } else {
                remove(key);
            }
            assertThat(table.get(key)).isSameAs(model.get(key));
            assertThat(table.removed(key)).isEqualTo(removed.contains(key));
        }
        assertThat(table.inOrder()).isEqualTo(new ArrayList<>(model.values()));
    }

    /** Of some nothing is made until they are asked for, in whatever order that happens. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void whatSleepsIsMadeOnceWithWhatWasKnownOfIt(long seed) {
        Random random = new Random(seed);
        Map<Long, Boolean> exposed = new TreeMap<>();
        for (int step = 1; step <= STEPS; step++) {
            long key = Math.max(1, step * 3 + random.nextInt(100) - 50);
            if (!table.knows(key)) {
                exposed.put(key, random.nextBoolean());
                table.putDormant(key, (int) key + 7, (int) key * 2, 4, exposed.get(key));
            }
        }
        assertThat(table.sleeps()).isTrue();
        assertThat(table.size()).isEqualTo(exposed.size());
        Map<Long, Boolean> told = new TreeMap<>();
        table.forEachDormant(0, told::put);
        assertThat(told).isEqualTo(exposed);
        List<Long> keys = new ArrayList<>(exposed.keySet());
        for (int i = 0; i < 100; i++) {
            long key = keys.get(random.nextInt(keys.size()));
            assertThat(table.get(key)).isSameAs(table.get(key));
            if (random.nextBoolean()) {
                assertThat(table.remove(key) == null).isEqualTo(!exposed.containsKey(key));
                exposed.remove(key);
            }
        }
        assertThat(table.sleeps()).isFalse();
        List<Entry> inOrder = table.inOrder();
        assertThat(inOrder).extracting(entry -> entry.stored().key()).containsExactlyElementsOf(exposed.keySet());
        assertThat(inOrder).extracting(Entry::exposed).containsExactlyElementsOf(exposed.values());
        assertThat(inOrder)
                .allMatch(entry -> entry.stored().sizeBytes() == entry.stored().key() * 2);
        assertThat(tickets).doesNotHaveDuplicates();
        assertThat(table.inOrder()).isEqualTo(inOrder);
    }

    /** Of some not even the keys are told until one of them is asked for; they come among others, which have some of the keys in between. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void whatSleepsAsAWholeIsFoundLikeOthers(long seed) {
        Random random = new Random(seed);
        Map<Long, Boolean> exposed = new TreeMap<>();
        Set<Long> gone = new HashSet<>();
        int taken = 0;
        for (long from = 1; from < 3_000; from += 50) {
            List<Long> keys = new ArrayList<>();
            for (long key = from; key < from + 50; key++) {
                if (random.nextInt(20) == 0) {
                    remember(random, key, exposed, gone);
                } else {
                    keys.add(key);
                }
            }
            Collections.shuffle(keys, random);
            if (random.nextInt(4) > 0) {
                assertThat(table.putBulk(bulk(random, keys, exposed))).isTrue();
                taken++;
            } else {
                keys.forEach(key -> remember(random, key, exposed, gone));
            }
            removeSome(random, exposed, gone);
        }
        assertThat(taken).isPositive();
        for (long key = 1; key < 3_100; key++) {
            assertThat(table.knows(key)).isEqualTo(exposed.containsKey(key) || gone.contains(key));
            assertThat(table.removed(key)).isEqualTo(gone.contains(key));
        }
        assertThat(table.sleeps()).isTrue();
        assertThat(table.size()).isEqualTo(exposed.size());
        long upTo = random.nextInt(3_000);
        assertThat(lastSeen(upTo))
                .isEqualTo(exposed.keySet().stream()
                        .filter(key -> key <= upTo || exposed.get(key))
                        .reduce(0L, Math::max));
        DormantMessages dormant = new DormantMessages(table, entry -> {});
        List<Entry> inOrder = new ArrayList<>();
        while (dormant.size() > 0) {
            inOrder.add(dormant.awaken());
        }
        assertThat(inOrder).extracting(entry -> entry.stored().key()).containsExactlyElementsOf(exposed.keySet());
        assertThat(inOrder).extracting(Entry::exposed).containsExactlyElementsOf(exposed.values());
        assertThat(tickets).doesNotHaveDuplicates();
        assertThat(table.inOrder()).isEqualTo(inOrder);
    }

    private long lastSeen(long upTo) {
        long[] last = {0};
        table.forEachDormant(
                upTo, (key, exposed) -> last[0] = key <= upTo || exposed ? Math.max(last[0], key) : last[0]);
        return last[0];
    }

    /** By itself: put, or removed before it is told. */
    private void remember(Random random, long key, Map<Long, Boolean> exposed, Set<Long> gone) {
        if (random.nextInt(4) == 0) {
            table.remove(key);
            gone.add(key);
        } else {
            exposed.put(key, random.nextInt(200) == 0);
            table.putDormant(key, (int) key + 7, (int) key * 2, 4, exposed.get(key));
        }
    }

    private void removeSome(Random random, Map<Long, Boolean> exposed, Set<Long> gone) {
        if (random.nextInt(8) == 0) {
            List<Long> present = new ArrayList<>(exposed.keySet());
            long key = present.get(random.nextInt(present.size()));
            assertThat(table.remove(key).stored().key()).isEqualTo(key);
            exposed.remove(key);
            gone.add(key);
        }
    }

    /** In no order, with tickets of their own. */
    private Bulk bulk(Random random, List<Long> keys, Map<Long, Boolean> exposed) {
        List<byte[]> records = new ArrayList<>();
        for (long key : keys) {
            exposed.put(key, random.nextInt(200) == 0);
            int[] share = {MessageAdded.share(1, exposed.get(key))};
            byte[] head = RecordCodec.encode(new MessageAdded(key, 4, 0, 0, share));
            records.add(Arrays.copyOf(head, head.length + (int) key));
        }
        BulkOfHeads heads = new BulkOfHeads(new MessageHeads(), records);
        bulkTickets += 100_000;
        Bulk bulk = new Bulk(BulkSummary.decode(BulkSummary.of(heads)).orElseThrow(), heads, bulkTickets);
        long[] sum = {0};
        bulk.tell((key, ticket, sizeBytes, priority, wasExposed) -> sum[0] += sizeBytes);
        assertThat(sum[0]).isEqualTo(bulk.sizeBytes());
        return bulk;
    }

    private static Bulk bulk(int priority, long... keys) {
        List<byte[]> records = new ArrayList<>();
        for (long key : keys) {
            byte[] head = RecordCodec.encode(new MessageAdded(key, priority, 0, 0, new int[] {2}));
            records.add(Arrays.copyOf(head, head.length + 1));
        }
        BulkOfHeads heads = new BulkOfHeads(new MessageHeads(), records);
        return new Bulk(BulkSummary.decode(BulkSummary.of(heads)).orElseThrow(), heads, 100_000);
    }

    /** Nothing may be there twice, and what has come or gone before is known by its key alone. */
    @Test
    void whatIsKnownInPartIsNotTakenAsAWhole() {
        table.remove(12);
        table.putDormant(14, 21, 28, 4, false);
        assertThat(table.putBulk(bulk(4, 11, 12, 13))).as("12 was removed").isFalse();
        assertThat(table.putBulk(bulk(4, 13, 14, 15))).as("14 is there").isFalse();
        assertThat(table.putBulk(bulk(5, 13, 15))).as("another priority").isFalse();
        assertThat(table.size()).isEqualTo(1);
        assertThat(table.putBulk(bulk(4, 13, 15))).isTrue();
        assertThat(table.putBulk(bulk(4, 10, 15))).as("15 is there").isFalse();
        assertThat(table.putBulk(bulk(4, 15, 16))).as("15 is there").isFalse();
        assertThat(table.putBulk(bulk(4, 16, 17))).isTrue();
        assertThat(table.size()).isEqualTo(5);
    }

    private Entry awaken(long key, int ticket, int sizeBytes, int priority, boolean exposed) {
        assertThat(ticket >= 100_000 || ticket == (int) key + 7).isTrue();
        tickets.add(ticket);
        Entry entry = new Entry(store.found(key, sizeBytes, null), priority, 0, 0);
        entry.remember(0, false, exposed);
        return entry;
    }

    private void put(long key) {
        if (!model.containsKey(key) && !removed.contains(key)) {
            Entry entry = new Entry(store.found(key, 1, null), 4, 0, 0);
            model.put(key, entry);
            table.put(key, entry);
        }
    }

    private void remove(long key) {
        assertThat(table.remove(key)).isSameAs(model.remove(key));
        removed.add(key);
    }
}
