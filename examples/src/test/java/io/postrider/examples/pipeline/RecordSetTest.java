package io.postrider.examples.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordSetTest {

    @Test
    void joinsNeighboursToRanges() {
        RecordSet set = new RecordSet();
        for (long number : new long[] {3, 1, 7, 2, 6}) {
            assertThat(set.add(number)).isTrue();
        }
        assertThat(set).hasToString("1-3,6-7");
        assertThat(set.size()).isEqualTo(5);
    }

    @Test
    void tellsWhatWasThereBefore() {
        RecordSet set = RecordSet.parse("1-3,6-7");
        assertThat(set.add(2)).isFalse();
        assertThat(set.add(6)).isFalse();
        assertThat(set.add(5)).isTrue();
        assertThat(set).hasToString("1-3,5-7");
    }

    @Test
    void behavesAsASetDoes() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        RecordSet set = new RecordSet();
        Set<Long> model = new HashSet<>();
        for (int i = 0; i < 5_000; i++) {
            long number = random.nextInt(2_000);
            assertThat(set.add(number)).as("seed %d, step %d", seed, i).isEqualTo(model.add(number));
        }
        RecordSet read = RecordSet.parse(set.toString());
        assertThat(read.size()).as("seed %d", seed).isEqualTo(model.size());
        assertThat(read).hasToString(set.toString());
    }

    @Test
    void anEmptySetReadsBackAsOne() {
        assertThat(RecordSet.parse(new RecordSet().toString()).size()).isZero();
    }
}
