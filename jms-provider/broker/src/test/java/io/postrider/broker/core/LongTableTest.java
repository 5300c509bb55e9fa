package io.postrider.broker.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LongTableTest {

    @Test
    void behavesAsAMap() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        LongTable<String> table = new LongTable<>();
        Map<Long, String> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long number = 1 + random.nextInt(500);
            if (random.nextInt(3) > 0) {
                boolean free = table.putIfAbsent(number, "v" + i);
                assertThat(free).as("seed %d", seed).isEqualTo(expected.putIfAbsent(number, "v" + i) == null);
            } else {
                assertThat(table.remove(number)).as("seed %d", seed).isEqualTo(expected.remove(number));
            }
            assertThat(table.get(number)).as("seed %d", seed).isEqualTo(expected.get(number));
        }
        assertThat(table.values()).as("seed %d", seed).containsExactlyInAnyOrderElementsOf(expected.values());
    }
}
