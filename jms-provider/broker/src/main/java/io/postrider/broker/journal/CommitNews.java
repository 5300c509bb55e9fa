package io.postrider.broker.journal;

import io.postrider.protocol.link.Wakes;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the units of a commit that they are committed. The callers that wait for them are woken first, as the next commit waits for what
 * these bring. Who else is to be woken, consumers as a rule, is left for a moment when nobody waits: to wake them takes as long again, and
 * they would take the processors from the callers.
 */
final class CommitNews {
    private static final Logger LOG = LoggerFactory.getLogger(CommitNews.class);

    private final String brokerName;
    private final Wakes wakes = new Wakes();

    CommitNews(String brokerName) {
        this.brokerName = brokerName;
    }

    void tell(List<JournalUnit> committed) {
        try {
            wakes.putOff(() -> committed.forEach(unit -> run(unit.completion()::committed)));
        } finally {
            wakes.wakeCallers();
        }
    }

    /** To be called once, by any thread, after {@link #tell}. */
    void wakeOthers() {
        wakes.takeOthers().forEach(this::run);
    }

    private void run(Runnable news) {
        try {
            news.run();
        } catch (RuntimeException e) {
            LOG.error("PR002001 broker '{}': a completion failed; its unit is committed all the same", brokerName, e);
        }
    }
}
