package io.postrider.broker.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SelectStrategy;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a thread that serves sockets sleeps. */
class LingeringSelectTest {
    private final AtomicInteger roomMade = new AtomicInteger();
    private final LingeringSelect strategy = new LingeringSelect(roomMade::incrementAndGet);

    private int decide(boolean hasTasks, Integer... looks) throws Exception {
        Queue<Integer> found = new ArrayDeque<>(List.of(looks));
        int decision = strategy.calculateStrategy(found::remove, hasTasks);
        assertThat(found).as("looks that were not taken").isEmpty();
        return decision;
    }

    @Test
    void whatIsReadyIsServedAtOnce() throws Exception {
        assertThat(decide(false, 3)).isEqualTo(3);
        assertThat(roomMade).hasValue(0);
    }

    @Test
    void tasksAreNotKeptWaiting() throws Exception {
        assertThat(decide(true, 0)).isZero();
        assertThat(roomMade).hasValue(0);
    }

    @Test
    void whereNothingIsReadyOthersRunFirstAndItLooksAgain() throws Exception {
        assertThat(decide(false, 0, 2)).isEqualTo(2);
        assertThat(roomMade).hasValue(1);
    }

    @Test
    void whereNothingComesItSleeps() throws Exception {
        assertThat(decide(false, 0, 0)).isEqualTo(SelectStrategy.SELECT);
    }
}
