package io.postrider.broker.core.dedup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
    private final long seed = Long.getLong("postrider.seed", System.nanoTime());

    @Test
    void holdsWhatANaiveSetHolds() {
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SequenceSet set = new SequenceSet();
            Set<Long> naive = new TreeSet<>();
            int span = 1 + random.nextInt(300);
            for (int i = 0; i < 200; i++) {
                long number = random.nextInt(span);
                set.add(number);
                naive.add(number);
            }
            for (long number = -1; number <= span; number++) {
                assertThat(set.contains(number))
                        .as("seed %d, number %d", seed, number)
                        .isEqualTo(naive.contains(number));
            }
            assertThat(set.containsAll(set.toArray())).as("seed %d", seed).isTrue();
            assertThat(set.containsAll(new long[] {span, span}))
                    .as("seed %d", seed)
                    .isFalse();
            SequenceSet copy = new SequenceSet(set.toArray());
            copy.addAll(new long[] {span + 5L, span + 9L});
            assertThat(copy.contains(span + 7L)).isTrue();
            assertThat(copy.contains(span + 4L)).isFalse();
            assertThat(copy.containsAll(set.toArray())).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void oneThatGrowsAtItsEndIsOneRange() {
        SequenceSet set = new SequenceSet();
        for (long number = 1; number <= 10_000; number++) {
            set.add(number);
        }
        assertThat(set.toArray()).containsExactly(1, 10_000);
    }

    @Test
    void tooManyGapsAreClosedFromBelow() {
        SequenceSet set = new SequenceSet();
        for (long number = 1; number <= 2_000; number += 2) {
            set.add(number);
        }
        assertThat(set.toArray()).hasSize(512);
        assertThat(set.contains(2)).as("a gap of old").isTrue();
        assertThat(set.contains(1_998)).as("a gap of late").isFalse();
    }
}
