package io.postrider.protocol.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is put off, and for how long. */
class WakesTest {
    private final List<String> woken = new ArrayList<>();
    private final Wakes wakes = new Wakes();

    private void wake(String name) {
        Wakes.wakeOther(() -> woken.add(name));
    }

    @Test
    void nothingIsPutOffUnlessAsked() {
        wake("a");
        assertThat(woken).containsExactly("a");
    }

    @Test
    void whatIsPutOffIsTakenOnceInOrder() {
        wakes.putOff(() -> {
            wake("a");
            wake("b");
        });
        assertThat(woken).isEmpty();
        wakes.takeOthers().forEach(Runnable::run);
        assertThat(woken).containsExactly("a", "b");
        assertThat(wakes.takeOthers()).isEmpty();
    }

    @Test
    void afterwardsNothingIsPutOffAlsoIfTheWorkThrows() {
        assertThatThrownBy(() -> wakes.putOff(() -> {
                    throw new IllegalStateException("the work");
                }))
                .hasMessage("the work");
        wake("a");
        assertThat(woken).containsExactly("a");
    }

    @Test
    void whoPutsOffInsideOfThatGetsItsOwn() {
        Wakes inner = new Wakes();
        wakes.putOff(() -> {
            inner.putOff(() -> wake("inner"));
            wake("outer");
        });
        inner.takeOthers().forEach(Runnable::run);
        assertThat(woken).containsExactly("inner");
        wakes.takeOthers().forEach(Runnable::run);
        assertThat(woken).containsExactly("inner", "outer");
    }

    @Test
    @Timeout(60)
    void callersThatWerePutOffAreWoken() throws InterruptedException {
        Thread caller = new Thread(LockSupport::park, "caller");
        caller.start();
        while (caller.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        wakes.putOff(() -> Wakes.wakeCaller(caller));
        wakes.wakeCallers();
        caller.join();
        assertThat(caller.isAlive()).isFalse();
    }
}
