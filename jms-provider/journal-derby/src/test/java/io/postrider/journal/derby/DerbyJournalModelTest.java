package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.RecordBulk;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random appends, cancellations, reads and reopenings, on segments so small that the ring grows, is emptied and is rewritten
 * all the time; against a map. A run is told by its seed; {@code -Dpostrider.seed=N} runs that one.
 */
class DerbyJournalModelTest {
    private static final int STEPS = 1_500;
    private static final int SEGMENT_BYTES = 20_000;
    /** Its type and its key. */
    private static final int HEAD_BYTES = 5;

    private static final byte ADDED = 'a';
    private static final byte CANCELLED = 'c';

    @TempDir
    Path directory;

    private final Map<Integer, Kept> model = new TreeMap<>();
    private Random random;
    private Journal journal;
    private int lastKey;
    private int lastTold;

    private static final class Kept extends RetainedRecord {
        private final int key;
        /** Null at first if a recovery has told of the head alone. */
        private byte[] bytes;

        /** By which it is to be named; 0 if it is not to be. */
        private int ticket;

        Kept(int key, byte[] bytes) {
            this.key = key;
            this.bytes = bytes;
        }
    }

    static List<Long> seeds() {
        Long given = Long.getLong("postrider.seed");
        return given == null ? List.of(1L, 2L, 3L, System.nanoTime()) : List.of(given);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsKeptIsWhatWasAddedAndNotCancelled(long seed) throws Exception {
        random = new Random(seed);
        open();
        try {
            for (int step = 0; step < STEPS; step++) {
                step();
            }
            reopen();
            assertThat(journal.status().damagedRecords()).isZero();
            awaitSmallStore();
        } finally {
            journal.close();
        }
    }

    private void step() throws JournalException {
        int choice = random.nextInt(1_000);
        if (choice < 480) {
            add(1 + random.nextInt(3));
        } else if (choice < 900) {
            cancel(1 + random.nextInt(4));
        } else if (choice < 995) {
            readOne();
        } else {
            reopen();
        }
    }

    private void add(int count) {
        List<JournalRecord> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Kept kept = kept(++lastKey);
            model.put(kept.key, kept);
            records.add(new JournalRecord(
                    Arrays.copyOf(kept.bytes, HEAD_BYTES),
                    Arrays.copyOfRange(kept.bytes, HEAD_BYTES, kept.bytes.length),
                    kept));
        }
        append(records, UnitCompletion.NONE);
    }

    private Kept kept(int key) {
        int length = random.nextInt(100) < 3 ? random.nextInt(120_000) : random.nextInt(1_500);
        ByteBuffer bytes = ByteBuffer.allocate(5 + length);
        bytes.put(ADDED).putInt(key);
        random.nextBytes(bytes.array());
        bytes.put(0, ADDED).putInt(1, key);
        return new Kept(key, bytes.array());
    }

    private void cancel(int count) {
        List<JournalRecord> records = new ArrayList<>();
        List<Kept> cancelled = new ArrayList<>();
        // the oldest mostly, as a queue does; now and then any
        List<Integer> keys = new ArrayList<>(model.keySet());
        for (int i = 0; i < count && i < keys.size(); i++) {
            int key = keys.get(random.nextInt(3) == 0 ? random.nextInt(keys.size()) : i);
            Kept kept = model.remove(key);
            if (kept != null) {
                nameIfNeedBe(kept);
                cancelled.add(kept);
                records.add(new JournalRecord(
                        ByteBuffer.allocate(5).put(CANCELLED).putInt(key).array(), null, null));
            }
        }
        append(records, new UnitCompletion() {
            @Override
            public void committed() {
                cancelled.forEach(journal::release);
            }

            @Override
            public void failed(JournalException cause) {
                throw new AssertionError(cause);
            }
        });
    }

    private void append(List<JournalRecord> records, UnitCompletion completion) {
        Urgency[] all = Urgency.values();
        journal.append(new JournalUnit(records, all[random.nextInt(all.length)], completion));
    }

    private void readOne() throws JournalException {
        awaitCommits();
        if (!model.isEmpty()) {
            List<Kept> all = new ArrayList<>(model.values());
            Kept kept = all.get(random.nextInt(all.size()));
            assertThat(journal.read(kept)).isEqualTo(kept.bytes);
        }
    }

    /** Reclaim goes on by itself until the store is small again. */
    private void awaitSmallStore() {
        long liveBytes =
                model.values().stream().mapToLong(kept -> kept.bytes.length).sum();
        long longestRecord = 120_000;
        await().untilAsserted(() -> assertThat(journal.status().storeBytes())
                .isLessThan(2 * liveBytes + 4 * SEGMENT_BYTES + longestRecord));
    }

    private void awaitCommits() {
        Outcome outcome = new Outcome();
        journal.append(new JournalUnit(List.of(), Urgency.CALLER_WAITS, outcome));
        assertThat(outcome.await()).isNull();
    }

    private void reopen() throws JournalException {
        journal.close();
        Map<Integer, Kept> before = new TreeMap<>(model);
        model.clear();
        lastTold = 0;
        open();
        assertThat(model.keySet()).isEqualTo(before.keySet());
        for (Kept kept : List.copyOf(model.values())) {
            nameIfNeedBe(kept);
            byte[] told = kept.bytes != null ? kept.bytes : journal.read(kept);
            assertThat(told).isEqualTo(before.get(kept.key).bytes);
            kept.bytes = told;
        }
        assertThat(journal.status().retainedRecords()).isEqualTo(model.size());
    }

    private void open() throws JournalException {
        Map<String, String> options =
                Map.of("segmentBytes", "" + SEGMENT_BYTES, "segmentTables", "2", "readCacheBytes", "70000");
        journal = new DerbyJournalProvider().open(new JournalSettings("model", directory, Thread::new, options));
        journal.recover(random.nextBoolean() ? this::visit : new HeadVisitor());
    }

    /** All that is retained are records that were added; so many of them is all that is kept of them. */
    private static final class Heads implements RecordHeads {

        @Override
        public int headLength(byte[] bytes, int offset, int length) {
            return HEAD_BYTES;
        }

        @Override
        public byte[] summary(RecordBulk records) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(records.size()).array();
        }
    }

    private final class HeadVisitor implements RecordVisitor {

        @Override
        public RetainedRecord visit(byte[] bytes, int offset, int length) {
            return DerbyJournalModelTest.this.visit(bytes, offset, length);
        }

        @Override
        public RecordHeads heads() {
            return new Heads();
        }

        @Override
        public boolean visitBulk(RecordBulk records, byte[] summary, int firstTicket) {
            assertThat(ByteBuffer.wrap(summary).getInt()).isEqualTo(records.size());
            boolean taken = random.nextInt(4) > 0;
            if (taken) {
                records.tell(new RecordBulk.HeadVisitor() {
                    private int ticket = firstTicket;

                    @Override
                    public void head(byte[] bytes, int offset, int headLength, int length) {
                        added(new Kept(ByteBuffer.wrap(bytes).getInt(offset + 1), null)).ticket = ticket++;
                    }
                });
            }
            return taken;
        }

        @Override
        public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length) {
            assertThat(headLength).isEqualTo(HEAD_BYTES);
            if (bytes[offset] == ADDED) {
                return added(new Kept(ByteBuffer.wrap(bytes).getInt(offset + 1), null));
            }
            assertThat(length).isEqualTo(HEAD_BYTES);
            return visit(bytes, offset, length);
        }

        @Override
        public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length, int ticket) {
            return nameLater(visitHead(bytes, offset, headLength, length), ticket);
        }

        @Override
        public RetainedRecord visit(byte[] bytes, int offset, int length, int ticket) {
            return nameLater(visit(bytes, offset, length), ticket);
        }

        /** Some get their name before they are cancelled, some after all was told, and some at the first look. */
        private RetainedRecord nameLater(RetainedRecord record, int ticket) {
            if (record instanceof Kept kept && random.nextBoolean()) {
                kept.ticket = ticket;
                return RetainedRecord.LATER;
            }
            return record;
        }
    }

    private void nameIfNeedBe(Kept kept) {
        if (kept.ticket > 0) {
            journal.name(kept.ticket, kept);
            kept.ticket = 0;
        }
    }

    private RetainedRecord visit(byte[] bytes, int offset, int length) {
        ByteBuffer record = ByteBuffer.wrap(bytes, offset, length);
        byte type = record.get();
        int key = record.getInt();
        if (type == ADDED) {
            return added(new Kept(key, Arrays.copyOfRange(bytes, offset, offset + length)));
        }
        Kept cancelled = model.remove(key);
        if (cancelled != null) {
            nameIfNeedBe(cancelled);
            journal.release(cancelled);
        }
        return null;
    }

    private Kept added(Kept kept) {
        assertThat(kept.key).as("told in order, and once").isGreaterThan(lastTold);
        lastTold = kept.key;
        model.put(kept.key, kept);
        return kept;
    }
}
