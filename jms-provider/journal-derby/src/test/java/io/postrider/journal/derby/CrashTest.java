package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.RecordHeads;
import io.postrider.broker.journal.RecordVisitor;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.soak.LongRun;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that appends, cancels, reclaims and compacts with all its might, again and again on the same store, and looks what
 * is there. {@code -Dpostrider.kills=N} kills more often, {@code -Dpostrider.seed=N} repeats the child's choices.
 */
@Tag(LongRun.TAG)
@Timeout(
        value = 4,
        unit = TimeUnit.HOURS) // a guard for as many kills as are asked for, on a machine as busy as it may be
class CrashTest {
    static final Map<String, String> OPTIONS = Map.of("segmentBytes", "100000", "segmentTables", "3");

    /** As with a small heap, and with an ample one. */
    private static final int FEW_PAGES = 100;

    private static final int MANY_PAGES = 2_500;

    private static final int USUAL_KILLS = 10;
    private static final int HEAD_BYTES = 15;
    private static final int CONFIRMATION_BYTES = 10;

    @TempDir
    Path directory;

    record UnitName(int life, int thread, int number) implements Comparable<UnitName> {
        @Override
        public int compareTo(UnitName other) {
            int byLife = Integer.compare(life, other.life);
            return byLife != 0 ? byLife : Integer.compare(number, other.number);
        }
    }

    record Unit(UnitName name, int size, List<RetainedRecord> records) {
        Unit(UnitName name, int size) {
            this(name, size, new ArrayList<>());
        }
    }

    static final class Kept extends RetainedRecord {}

    private long confirmedUnits;
    private long cancelledUnits;

    @Test
    void whatWasConfirmedIsThereWholeAndWhatWasCancelledStaysAway() throws Exception {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        Set<UnitName> standing = new HashSet<>();
        LongRun kills = LongRun.of("CrashTest of the journal", "postrider.kills", USUAL_KILLS);
        while (kills.next()) {
            int life = kills.done();
            Path confirmations = directory.resolve("confirmed-" + life);
            killChild(confirmations, random.nextLong(), life, 1 + random.nextInt(400));
            check(confirmations, life, standing, "seed " + seed + ", life " + life);
        }
        kills.report(
                seed,
                "kills, " + confirmedUnits + " units confirmed, " + cancelledUnits
                        + " cancelled, lost 0, back again 0");
    }

    private void killChild(Path confirmations, long seed, int life, int afterUnits) throws Exception {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dderby.storage.pageCacheSize=" + (life % 2 == 0 ? FEW_PAGES : MANY_PAGES),
                        "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                        KilledChild.class.getName(),
                        directory.resolve("store").toString(),
                        confirmations.toString(),
                        Long.toString(seed),
                        Integer.toString(life))
                .inheritIO()
                .start();
        try {
            await().atMost(20, TimeUnit.MINUTES)
                    .pollInterval(2, TimeUnit.MILLISECONDS)
                    .until(() -> !child.isAlive() || sizeOf(confirmations) >= (long) afterUnits * CONFIRMATION_BYTES);
            assertThat(child.isAlive())
                    .as("the child failed before it was killed")
                    .isTrue();
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static long sizeOf(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** What stood before this life and what was confirmed in it must fit what is found. */
    private void check(Path confirmations, int life, Set<UnitName> standing, String run) throws Exception {
        Set<UnitName> cancelled = new HashSet<>();
        Set<UnitName> perhapsCancelled = new HashSet<>();
        ByteBuffer confirmed = ByteBuffer.wrap(Files.readAllBytes(confirmations));
        while (confirmed.remaining() >= CONFIRMATION_BYTES) {
            byte what = confirmed.get();
            UnitName name = new UnitName(confirmed.getInt(), confirmed.get(), confirmed.getInt());
            switch (what) {
                case KilledChild.ADDED -> {
                    standing.add(name);
                    confirmedUnits++;
                }
                case KilledChild.CANCELLED -> {
                    cancelled.add(name);
                    cancelledUnits++;
                }
                default -> perhapsCancelled.add(name);
            }
        }
        Found found = new Found();
        Journal journal = new DerbyJournalProvider()
                .open(new JournalSettings("checked", directory.resolve("store"), Thread::new, OPTIONS));
        journal.recover((bytes, offset, length) -> found.visit(journal, bytes, offset, length));
        assertThat(journal.status().damagedRecords()).as(run).isZero();
        journal.close();
        found.check(run);
        Set<UnitName> back = new HashSet<>(found.names());
        // of this life there may be some that were committed and not confirmed; of former ones, only what stood after
        // them
        back.removeIf(name -> !cancelled.contains(name) && (name.life() == life || standing.contains(name)));
        assertThat(back).as(run + ": cancelled, and back again").isEmpty();
        Set<UnitName> missing = new HashSet<>(standing);
        missing.removeAll(cancelled);
        missing.removeAll(found.names());
        // a thread's last cancellation before the kill may be committed and not confirmed
        missing.removeAll(perhapsCancelled);
        assertThat(missing).as(run + ": confirmed, and lost").isEmpty();
        standing.clear();
        standing.addAll(found.names());
    }

    static byte[] confirmation(byte what, UnitName name) {
        return ByteBuffer.allocate(CONFIRMATION_BYTES)
                .put(what)
                .putInt(name.life())
                .put((byte) name.thread())
                .putInt(name.number())
                .array();
    }

    static byte[] head(byte type, Unit unit, int index) {
        return ByteBuffer.allocate(HEAD_BYTES)
                .put(type)
                .putInt(unit.name().life())
                .put((byte) unit.name().thread())
                .putInt(unit.name().number())
                .put((byte) unit.size())
                .putInt(index)
                .array();
    }

    static byte[] body(UnitName name, int index, int length) {
        byte[] body = new byte[length];
        new Random(name.hashCode() * 31L + index).nextBytes(body);
        return body;
    }

    /** What a recovery found. */
    static final class Found {
        private final Map<UnitName, Unit> units = new HashMap<>();
        private final Map<Integer, UnitName> lastOfThread = new HashMap<>();

        /** One that makes do with heads, and leaves it to another that all is whole. */
        RecordVisitor byHeads(Journal journal) {
            return new RecordVisitor() {
                @Override
                public RetainedRecord visit(byte[] bytes, int offset, int length) {
                    return Found.this.visit(journal, bytes, offset, length);
                }

                @Override
                public RecordHeads heads() {
                    return (bytes, offset, length) -> HEAD_BYTES;
                }

                @Override
                public RetainedRecord visitHead(byte[] bytes, int offset, int headLength, int length) {
                    assertThat(headLength).isEqualTo(HEAD_BYTES);
                    return Found.this.visit(journal, bytes, offset, headLength);
                }
            };
        }

        RetainedRecord visit(Journal journal, byte[] bytes, int offset, int length) {
            ByteBuffer record = ByteBuffer.wrap(bytes, offset, length);
            byte type = record.get();
            UnitName name = new UnitName(record.getInt(), record.get(), record.getInt());
            int size = record.get();
            int index = record.getInt();
            if (type == KilledChild.CANCELLED) {
                Unit unit = units.remove(name);
                if (unit != null) {
                    unit.records().forEach(journal::release);
                }
                return null;
            }
            if (length > HEAD_BYTES) {
                assertThat(Arrays.copyOfRange(bytes, offset + HEAD_BYTES, offset + length))
                        .as("the body of " + name)
                        .isEqualTo(body(name, index, length - HEAD_BYTES));
            }
            Unit unit = units.computeIfAbsent(name, key -> new Unit(key, size));
            assertThat(index)
                    .as("the records of " + name + " in order")
                    .isEqualTo(unit.records().size());
            UnitName last = lastOfThread.put(name.thread(), name);
            assertThat(last == null || last.compareTo(name) <= 0)
                    .as(name + " after " + last)
                    .isTrue();
            Kept kept = new Kept();
            unit.records().add(kept);
            return kept;
        }

        void check(String run) {
            assertThat(units.values()).as(run + ": whole units").allSatisfy(unit -> assertThat(unit.records())
                    .hasSize(unit.size()));
        }

        Set<UnitName> names() {
            return units.keySet();
        }

        List<Unit> unitsOf(int thread) {
            Map<UnitName, Unit> own = new TreeMap<>();
            units.forEach((name, unit) -> {
                if (name.thread() == thread) {
                    own.put(name, unit);
                }
            });
            return List.copyOf(own.values());
        }
    }
}
