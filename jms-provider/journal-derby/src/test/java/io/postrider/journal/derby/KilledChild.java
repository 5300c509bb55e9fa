package io.postrider.journal.derby;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/**
 * The process that is killed. Some threads append units of a few records, and cancel the oldest of their own after a while; each
 * confirmation is written to a file before the next unit follows, unbuffered, so that the file never says too much. Arguments: directory, file of
 * confirmations, seed, number of the life.
 */
final class KilledChild {
    static final int THREADS = 4;
    static final byte ADDED = 'a';
    static final byte CANCELLED = 'c';
    static final byte CANCELLING = 'i';

    private final Journal journal;
    private final DataOutputStream confirmations;
    private final int life;

    private KilledChild(Journal journal, DataOutputStream confirmations, int life) {
        this.journal = journal;
        this.confirmations = confirmations;
        this.life = life;
    }

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        long seed = Long.parseLong(arguments[2]);
        int life = Integer.parseInt(arguments[3]);
        Journal journal = new DerbyJournalProvider()
                .open(new JournalSettings("killed", directory, Thread::new, CrashTest.OPTIONS));
        CrashTest.Found found = new CrashTest.Found();
        journal.recover(found.byHeads(journal));
        try (DataOutputStream confirmations = new DataOutputStream(new FileOutputStream(arguments[1], true))) {
            KilledChild child = new KilledChild(journal, confirmations, life);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                int number = i;
                Deque<CrashTest.Unit> own = new ArrayDeque<>(found.unitsOf(number));
                threads.add(new Thread(() -> child.run(number, own, new Random(seed * 31 + number))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }

    /** Never ends by itself, unless something fails. */
    private void run(int thread, Deque<CrashTest.Unit> own, Random random) {
        try {
            for (int number = 1; ; number++) {
                own.addLast(add(new CrashTest.UnitName(life, thread, number), random));
                while (own.size() > 20 + random.nextInt(60)) {
                    cancel(random.nextInt(8) == 0 ? own.removeLast() : own.removeFirst(), random);
                }
            }
        } catch (IOException | JournalException e) {
            e.printStackTrace();
            Runtime.getRuntime().halt(3);
        }
    }

    private CrashTest.Unit add(CrashTest.UnitName name, Random random) throws IOException, JournalException {
        CrashTest.Unit unit = new CrashTest.Unit(name, 1 + random.nextInt(4));
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 0; i < unit.size(); i++) {
            int bodyBytes = random.nextInt(50) == 0 ? random.nextInt(90_000) : random.nextInt(3_000);
            CrashTest.Kept kept = new CrashTest.Kept();
            unit.records().add(kept);
            records.add(new JournalRecord(CrashTest.head(ADDED, unit, i), CrashTest.body(name, i, bodyBytes), kept));
        }
        commit(records, random, UnitCompletion.NONE);
        confirm(ADDED, name);
        return unit;
    }

    private void cancel(CrashTest.Unit unit, Random random) throws IOException, JournalException {
        confirm(CANCELLING, unit.name());
        List<JournalRecord> records = List.of(new JournalRecord(CrashTest.head(CANCELLED, unit, 0), null, null));
        List<RetainedRecord> cancelled = List.copyOf(unit.records());
        commit(records, random, new UnitCompletion() {
            @Override
            public void committed() {
                cancelled.forEach(journal::release);
            }

            @Override
            public void failed(JournalException cause) {
                // told by the outcome
            }
        });
        confirm(CANCELLED, unit.name());
    }

    private void commit(List<JournalRecord> records, Random random, UnitCompletion also) throws JournalException {
        Outcome outcome = new Outcome();
        Urgency urgency = random.nextBoolean() ? Urgency.CALLER_WAITS : Urgency.PROMPT;
        journal.append(new JournalUnit(records, urgency, new UnitCompletion() {
            @Override
            public void committed() {
                also.committed();
                outcome.committed();
            }

            @Override
            public void failed(JournalException cause) {
                outcome.failed(cause);
            }
        }));
        JournalException failure = outcome.await();
        if (failure != null) {
            throw failure;
        }
    }

    private void confirm(byte what, CrashTest.UnitName name) throws IOException {
        byte[] confirmation = CrashTest.confirmation(what, name);
        synchronized (confirmations) {
            confirmations.write(confirmation);
        }
    }
}
