package io.postrider.client.acknowledge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A set of tags in ranges, against a plain set. */
class HandedTagsTest {

    private static List<Long> drained(HandedTags tags) {
        List<Long> all = new ArrayList<>();
        tags.drain((first, last) -> {
            assertThat(first).isLessThanOrEqualTo(last);
            for (long tag = first; tag <= last; tag++) {
                all.add(tag);
            }
        });
        return all;
    }

    @Test
    void tagsInARowAreOneRange() {
        HandedTags tags = new HandedTags(1);
        for (long tag = 1; tag <= 1_000; tag++) {
            tags.add(tag);
        }
        List<String> ranges = new ArrayList<>();
        assertThat(tags.count()).isEqualTo(1_000);
        tags.drain((first, last) -> ranges.add(first + ".." + last));
        assertThat(ranges).containsExactly("1..1000");
        assertThat(tags.isEmpty()).isTrue();
    }

    @Test
    void whateverIsAddedAndRemovedItHoldsWhatAPlainSetHolds() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        System.out.println("postrider.seed=" + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            HandedTags tags = new HandedTags(1);
            TreeSet<Long> expected = new TreeSet<>();
            long next = 1;
            for (int step = random.nextInt(100); step >= 0; step--) {
                if (random.nextInt(3) > 0) {
                    next += random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
                    tags.add(next);
                    expected.add(next);
                } else {
                    long tag = 1 + random.nextInt((int) next + 1);
                    assertThat(tags.remove(tag)).isEqualTo(expected.remove(tag));
                }
                assertThat(tags.count()).isEqualTo(expected.size());
                assertThat(tags.isEmpty()).isEqualTo(expected.isEmpty());
            }
            assertThat(drained(tags)).containsExactlyElementsOf(expected);
        }
    }
}
