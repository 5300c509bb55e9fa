package io.postrider.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class CreditTest {

    @Test
    void noMoreIsUnderWayThanTheBoundAndWhoGivesLetsOthersGoOn() throws Exception {
        Credit credit = new Credit(64, 2);
        Credit.Purse sender = credit.new Purse();
        for (int i = 0; i < 64; i++) {
            sender.take(1);
        }
        CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {
            try {
                sender.take(1);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThatThrownBy(() -> next.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        Credit.Purse receiver = credit.new Purse();
        for (int i = 0; i < 8; i++) {
            receiver.give(1);
        }
        assertThat(next).succeedsWithin(10, TimeUnit.SECONDS);
    }

    @Test
    void aTransactionTakesAllItsMessagesAtOnce() throws Exception {
        Credit credit = new Credit(2_048, 2);
        Credit.Purse sender = credit.new Purse();
        for (int i = 0; i < 20; i++) {
            sender.take(100);
        }
    }
}
