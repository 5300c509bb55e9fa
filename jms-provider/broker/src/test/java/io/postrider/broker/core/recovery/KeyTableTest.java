package io.postrider.broker.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.store.MemoryBudget;
import io.postrider.broker.core.store.MessageStore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTableTest {
    private static final int STEPS = 20_000;

    private final MessageStore store = new MessageStore("keys", null, new MemoryBudget(1), null, Runnable::run);
    private final KeyTable table = new KeyTable();
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
