package io.postrider.broker.core;

import io.postrider.broker.core.dedup.Once;
import io.postrider.broker.core.dedup.SequenceTable;
import io.postrider.broker.core.routing.Posting;
import io.postrider.broker.core.routing.Router;
import io.postrider.broker.core.routing.Sender;
import io.postrider.broker.core.store.Gate;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.broker.policy.Limits.WhenFull;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;

/** What one connection sends outside of transactions. */
final class ConnectionSends {
    private final Sender sender;
    private final Router router;
    private final MessageStore store;
    private final SequenceTable known;

    /**
     * @param known recognises what its client sends again; null for a client that never does
     */
    ConnectionSends(Sender sender, Router router, MessageStore store, SequenceTable known) {
        this.sender = sender;
        this.router = router;
        this.store = store;
        this.known = known;
    }

    /**
     * Sends a message, unless it was sent before.
     *
     * @throws BrokerException if it cannot be sent
     */
    void send(Message message, Completion completion) throws BrokerException {
        if (known == null) {
            pass(message, null, completion);
            return;
        }
        MessageId id = message.id();
        Once once = known.begin(id.producer(), id.sequence(), completion);
        if (once != null) {
            sendOnce(message, once, completion);
        }
    }

    private void sendOnce(Message message, Once once, Completion completion) throws BrokerException {
        try {
            pass(message, once, completion);
        } catch (BrokerException e) {
            once.failed(e);
            throw e;
        }
    }

    /** Finds the queues of a message, and does what the limits say that it is held against. */
    private void pass(Message message, Once once, Completion completion) throws BrokerException {
        store.requireRoomFor(message);
        admit(message, router.route(message, sender), once, completion);
    }

    private void admit(Message message, Posting posting, Once once, Completion completion) {
        Gate full = posting.full();
        while (full != null && full.whenFull() == WhenFull.PAGE) {
            if (store.mayPage(message)) {
                posting.page();
            }
            posting.pass();
            full = posting.full();
        }
        if (full == null) {
            post(posting, once, completion);
        } else if (full.whenFull() == WhenFull.BLOCK) {
            Gate blocking = full;
            blocking.await(
                    message.estimatedBytes(),
                    () -> {
                        posting.pass();
                        admit(message, posting, once, new Admission(blocking, completion));
                    },
                    refused -> refuse(once, completion, refused));
        } else {
            refuse(once, completion, full.refusal());
        }
    }

    private static void refuse(Once once, Completion completion, BrokerException refused) {
        if (once != null) {
            once.failed(refused);
        }
        Completions.fail(completion, refused);
    }

    private void post(Posting posting, Once once, Completion completion) {
        if (!posting.isFirst(once == null ? completion : new TellingBoth(once, completion))) {
            return;
        }
        JournalRecord record = posting.store(store);
        if (record == null) {
            posting.deliver();
            if (once != null) {
                once.done();
            }
            Completions.done(completion);
            return;
        }
        boolean callerWaits = completion != null && completion.callerWaits();
        Urgency urgency = callerWaits ? Urgency.CALLER_WAITS : Urgency.PROMPT;
        store.append(records(record, once, posting.nameRecord()), urgency, new UnitCompletion() {
            @Override
            public void committed() {
                if (once != null) {
                    once.committed();
                }
                posting.deliver();
                Completions.done(completion);
            }

            @Override
            public void failed(JournalException cause) {
                BrokerException failure = store.journalFailed(cause);
                if (once != null) {
                    once.failed(failure);
                }
                posting.discard(store);
                Completions.fail(completion, failure);
            }

            @Override
            public Executor endOfRound() {
                return completion == null ? null : completion.endOfRound();
            }
        });
    }

    private static List<JournalRecord> records(JournalRecord message, Once once, JournalRecord name) {
        if (once == null && name == null) {
            return List.of(message);
        }
        List<JournalRecord> records = new ArrayList<>(3);
        records.add(message);
        if (once != null) {
            records.add(once.record());
        }
        if (name != null) {
            records.add(name);
        }
        return records;
    }

    /** What another message of the same name has come to is what this one has come to. */
    private record TellingBoth(Once once, Completion then) implements Completion {
        @Override
        public void done() {
            once.done();
            Completions.done(then);
        }

        @Override
        public void failed(BrokerException cause) {
            once.failed(cause);
            Completions.fail(then, cause);
        }
    }
}
