package io.postrider.broker.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.store.MemoryBudget;
import io.postrider.broker.core.store.MessageStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
    private static final int STEPS = 20_000;

    private final MessageStore store = new MessageStore("keys", null, new MemoryBudget(1), null, Runnable::run);
    private final KeyTable table = new KeyTable(this::awaken);
    private final List<Integer> tickets = new ArrayList<>();
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

    private Entry awaken(long key, int ticket, int sizeBytes, int priority, boolean exposed) {
        assertThat(ticket).isEqualTo((int) key + 7);
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
