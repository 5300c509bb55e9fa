package io.postrider.broker.core.management;

import io.postrider.broker.core.queue.Entry;
import io.postrider.broker.core.queue.MessageFilter;
import io.postrider.broker.core.queue.MessageQueue;
import io.postrider.broker.core.queue.QueueSweep;
import io.postrider.broker.core.queue.QueueSweep.Found;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.step.Timers;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.core.store.StoredMessage;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.message.Message;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes messages out of a queue, into others or for good, a batch after the other. A batch is one unit of the journal: after a crash
 * each message is in one of its two queues, never in both or none. What is delivered at the time is left alone.
 */
final class MessageMove {
    private static final int BATCH_MESSAGES = 500;
    /** So often a second something is moved, where there is a rate. */
    private static final int BATCHES_A_SECOND = 10;

    private final MessageStore store;
    private final MessageQueue from;
    private final Target target;
    private final MessageFilter filter;
    private final Pace pace;
    private final boolean dryRun;
    private final Map<String, Long> counts = new LinkedHashMap<>();
    private int left;

    /** Where a message goes. */
    interface Target {

        /** How a message goes on, or that it stays. */
        Departure of(Message message);
    }

    /**
     * A message on its way.
     *
     * @param label by which it is counted
     * @param queue where it goes; null for nowhere: then it is gone for good, or stays
     * @param message as it arrives there
     * @param leaves whether it leaves the queue it is in
     */
    record Departure(String label, MessageQueue queue, Message message, boolean leaves) {}

    /**
     * How much, and how fast.
     *
     * @param limit how many messages at most
     * @param rate how many in a second at most
     * @param timers the clock; null where there is no rate
     */
    record Pace(int limit, int rate, Timers timers) {
        static final Pace NO_LIMIT = new Pace(Integer.MAX_VALUE, Integer.MAX_VALUE, null);

        private int batch() {
            return Math.min(BATCH_MESSAGES, Math.max(1, rate / BATCHES_A_SECOND));
        }

        private boolean unhurried() {
            return rate < Integer.MAX_VALUE;
        }
    }

    private record Leaving(Found found, Departure departure) {}

    /**
     * A move.
     *
     * @param filter which messages; null for all
     * @param dryRun whether to count only, at once
     */
    MessageMove(MessageStore store, MessageQueue from, Target target, MessageFilter filter, Pace pace, boolean dryRun) {
        this.store = store;
        this.from = from;
        this.target = target;
        this.filter = filter;
        this.pace = pace;
        this.left = pace.limit();
        this.dryRun = dryRun;
    }

    /**
     * Does it.
     *
     * @return how many messages there were of each label; fails where the journal does, or there is no memory: then the batches
     *     before have been moved
     */
    CompletionStage<Map<String, Long>> run() {
        return from.sweep().thenCompose(sweep -> step(sweep).whenComplete((counted, failure) -> sweep.close()));
    }

    private CompletionStage<Map<String, Long>> step(QueueSweep sweep) {
        return sweep.next(pace.batch()).thenCompose(page -> {
            if (page.isEmpty() || left == 0) {
                return CompletableFuture.completedStage(counts);
            }
            List<Leaving> chosen = choose(page);
            CompletionStage<Void> done =
                    dryRun ? CompletableFuture.completedStage(null) : withdrawAndMove(sweep, chosen);
            if (dryRun) {
                chosen.forEach(this::count);
            }
            // a page is read by another thread, so this does not grow the stack
            return done.thenCompose(next -> rest(dryRun ? 0 : chosen.size())).thenCompose(next -> step(sweep));
        });
    }

    /** Waits as long as so many messages take at the rate. */
    private CompletionStage<Void> rest(int moved) {
        if (!pace.unhurried() || moved == 0) {
            return CompletableFuture.completedStage(null);
        }
        CompletableFuture<Void> rested = new CompletableFuture<>();
        long restMillis = Math.max(1, 1_000L * moved / pace.rate());
        pace.timers().schedule(pace.timers().nowMillis() + restMillis, () -> rested.complete(null));
        return rested;
    }

    private List<Leaving> choose(List<Found> page) {
        List<Leaving> chosen = new ArrayList<>();
        for (Found found : page) {
            if (left > 0 && (filter == null || filter.matches(found.message(), found.deliveryCount()))) {
                Departure departure = target.of(found.message());
                if (departure.leaves()) {
                    left--;
                    chosen.add(new Leaving(found, departure));
                } else {
                    counts.merge(departure.label(), 1L, Long::sum);
                }
            }
        }
        return chosen;
    }

    private void count(Leaving leaving) {
        counts.merge(leaving.departure.label(), 1L, Long::sum);
    }

    private CompletionStage<Void> withdrawAndMove(QueueSweep sweep, List<Leaving> chosen) {
        Map<Entry, Departure> departures = new LinkedHashMap<>();
        chosen.forEach(leaving -> departures.put(leaving.found.entry(), leaving.departure));
        return sweep.withdraw(chosen.stream().map(Leaving::found).toList()).thenCompose(withdrawn -> {
            // what a consumer was faster to take does not count against the limit
            left += chosen.size() - withdrawn.size();
            return withdrawn.isEmpty() ? CompletableFuture.completedStage(null) : move(sweep, withdrawn, departures);
        });
    }

    private CompletionStage<Void> move(QueueSweep sweep, List<Found> withdrawn, Map<Entry, Departure> departures) {
        List<Posting> postings = new ArrayList<>();
        List<JournalRecord> records = new ArrayList<>();
        try {
            for (Found found : withdrawn) {
                Departure departure = departures.get(found.entry());
                if (departure.queue() != null) {
                    store.requireRoomFor(departure.message());
                    Posting posting = new Posting(departure.message(), List.of(departure.queue()));
                    JournalRecord addition = posting.store(store);
                    postings.add(posting);
                    if (addition != null) {
                        records.add(addition);
                    }
                }
            }
        } catch (BrokerException e) {
            postings.forEach(posting -> posting.discard(store));
            sweep.putBack(withdrawn);
            return CompletableFuture.failedStage(e);
        }
        List<StoredMessage> journaled = withdrawn.stream()
                .map(found -> found.entry().stored())
                .filter(StoredMessage::survives)
                .toList();
        if (from.number() > 0 && !journaled.isEmpty()) {
            records.add(MessageStore.removal(from.number(), journaled));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        UnitCompletion outcome = outcome(sweep, withdrawn, departures, postings, done);
        if (records.isEmpty()) {
            outcome.committed();
        } else {
            store.append(records, Urgency.PROMPT, outcome);
        }
        return done;
    }

    private UnitCompletion outcome(
            QueueSweep sweep,
            List<Found> withdrawn,
            Map<Entry, Departure> departures,
            List<Posting> postings,
            CompletableFuture<Void> done) {
        return new UnitCompletion() {
            @Override
            public void committed() {
                postings.forEach(Posting::deliver);
                from.forget(withdrawn.stream().map(Found::entry).toList());
                withdrawn.forEach(
                        found -> counts.merge(departures.get(found.entry()).label(), 1L, Long::sum));
                done.complete(null);
            }

            @Override
            public void failed(JournalException cause) {
                postings.forEach(posting -> posting.discard(store));
                sweep.putBack(withdrawn);
                done.completeExceptionally(store.journalFailed(cause));
            }
        };
    }
}
