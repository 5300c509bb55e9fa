package io.postrider.broker.core.queue;

import io.postrider.broker.core.queue.SlowConsumerReports.SlowConsumer;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.broker.policy.SlowConsumerLimits;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Looks at the consumers of a queue every now and then, for as long as there are any, and tells of those that are slow. There is one where the
 * queue's policy asks for it. A delivery costs nothing: how long one is held is told by notes of how many there had been at which look. Owned
 * by the queue's mailbox.
 */
final class SlowConsumers {
    /** Of so many looks within the age that is permitted a note is kept. */
    private static final int NOTES = 8;

    private final MessageQueue queue;
    private final SlowConsumerLimits limits;
    private final QueueContext context;
    /** Whether messages wait for a consumer that asks for none now. */
    private final Predicate<QueueConsumer> lagsBehind;

    private final Map<QueueConsumer, Watched> watched = new LinkedHashMap<>();
    private boolean armed;
    private int slow;

    /** How many deliveries there had been by an instant. */
    private record Note(long atMillis, long endTag) {}

    /** What is known of a consumer. */
    private static final class Watched {
        private final ArrayDeque<Note> notes = new ArrayDeque<>();
        private long lookedAtMillis;
        private long settledBefore;
        private boolean laggedBefore;
        private boolean slow;

        private Watched(long nowMillis) {
            lookedAtMillis = nowMillis;
        }
    }

    SlowConsumers(
            MessageQueue queue, SlowConsumerLimits limits, QueueContext context, Predicate<QueueConsumer> lagsBehind) {
        this.queue = queue;
        this.limits = limits;
        this.context = context;
        this.lagsBehind = lagsBehind;
    }

    /** How many were slow at the last look. */
    int count() {
        return slow;
    }

    void joined(QueueConsumer consumer) {
        watched.put(consumer, new Watched(context.timers().nowMillis()));
        arm();
    }

    void left(QueueConsumer consumer) {
        Watched gone = watched.remove(consumer);
        slow -= gone != null && gone.slow ? 1 : 0;
    }

    private void arm() {
        if (!armed && !watched.isEmpty()) {
            armed = true;
            long atMillis = context.timers().nowMillis() + limits.checkMillis();
            context.timers().schedule(atMillis, () -> queue.submit(this::look));
        }
    }

    private void look() {
        armed = false;
        long nowMillis = context.timers().nowMillis();
        watched.forEach((consumer, known) -> look(consumer, known, nowMillis));
        arm();
    }

    private void look(QueueConsumer consumer, Watched known, long nowMillis) {
        String byRate = limits.messagesPerSecond() > 0 ? tooFew(consumer, known, nowMillis) : null;
        String byAge = limits.ageMillis() > 0 ? tooLong(consumer, known, nowMillis) : null;
        String reason = byAge != null ? byAge : byRate;
        boolean before = known.slow;
        known.slow = reason != null;
        slow += (known.slow ? 1 : 0) - (before ? 1 : 0);
        if (known.slow && !before) {
            context.slowConsumers().found(new SlowConsumer(queue, consumer.who, reason, limits.disconnect()));
        }
    }

    /** Why it holds a delivery for too long; null if it does not. */
    private String tooLong(QueueConsumer consumer, Watched known, long nowMillis) {
        while (!known.notes.isEmpty() && known.notes.peekFirst().endTag <= consumer.window.first()) {
            known.notes.removeFirst();
        }
        Note oldest = known.notes.peekFirst();
        Note latest = known.notes.peekLast();
        boolean more = consumer.window.end() > (latest == null ? consumer.window.first() : latest.endTag);
        if (more && (latest == null || nowMillis - latest.atMillis >= limits.ageMillis() / NOTES)) {
            known.notes.addLast(new Note(nowMillis, consumer.window.end()));
        }
        return oldest == null || nowMillis - oldest.atMillis < limits.ageMillis()
                ? null
                : "has held a delivery for " + (nowMillis - oldest.atMillis) + " ms or longer, and the policy "
                        + PolicyOption.SLOW_CONSUMER_AGE + "=" + limits.ageMillis() + " permits no more";
    }

    /** Why it takes too few; null if it does not. */
    private String tooFew(QueueConsumer consumer, Watched known, long nowMillis) {
        long settled = consumer.window.end() - 1 - consumer.window.count();
        long taken = settled - known.settledBefore;
        long millis = nowMillis - known.lookedAtMillis;
        boolean lags = lagsBehind.test(consumer);
        boolean tooFew = lags && known.laggedBefore && taken * 1_000 < limits.messagesPerSecond() * millis;
        known.settledBefore = settled;
        known.lookedAtMillis = nowMillis;
        known.laggedBefore = lags;
        return tooFew
                ? "has taken " + taken + " messages in " + millis + " ms while more waited, and the policy "
                        + PolicyOption.SLOW_CONSUMER_RATE + "=" + limits.messagesPerSecond() + " asks for more"
                : null;
    }
}
