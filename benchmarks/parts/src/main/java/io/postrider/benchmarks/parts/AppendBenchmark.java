package io.postrider.benchmarks.parts;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalRecord;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.RetainedRecord;
import io.postrider.broker.journal.UnitCompletion;
import io.postrider.journal.derby.DerbyJournalProvider;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A commit of the journal beside what the disk permits: an append of as many bytes to a plain file, and its fdatasync. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AppendBenchmark {
    private static final int BODY_BYTES = 1024;
    private static final int HEAD_BYTES = 30;
    private static final int RECYCLED_BYTES = 64 << 20;

    /** How many messages of 1 KiB a commit holds: a lone sender's one, a block, a full commit. */
    @Param({"1", "31", "480"})
    public int messages;

    private Path directory;
    private Journal journal;
    private FileChannel file;
    private long position;

    private static final class Kept extends RetainedRecord {}

    /** Opens both, in the working directory's file system. */
    @Setup(Level.Trial)
    public void open() throws IOException, JournalException {
        directory = Files.createTempDirectory(Path.of("").toAbsolutePath(), "append-benchmark");
        journal = new DerbyJournalProvider()
                .open(new JournalSettings("append", directory.resolve("journal"), Thread::new, Map.of()));
        journal.recover((bytes, offset, length) -> new Kept());
        file = FileChannel.open(directory.resolve("file"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        file.write(ByteBuffer.allocate(RECYCLED_BYTES), 0);
        file.force(true);
    }

    /** Closes both, and deletes them. */
    @TearDown(Level.Trial)
    public void close() throws IOException, JournalException {
        journal.close();
        file.close();
        List<Path> all;
        try (Stream<Path> files = Files.walk(directory)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.delete(one);
        }
    }

    /** One unit of that many messages, appended by a thread that waits; released at once, so that the store stays small. */
    @Benchmark
    public void journal() throws InterruptedException {
        List<JournalRecord> records = new ArrayList<>(messages);
        List<Kept> retained = new ArrayList<>(messages);
        for (int i = 0; i < messages; i++) {
            Kept kept = new Kept();
            retained.add(kept);
            records.add(new JournalRecord(new byte[HEAD_BYTES], new byte[BODY_BYTES], kept));
        }
        CountDownLatch ended = new CountDownLatch(1);
        journal.append(new JournalUnit(records, Urgency.CALLER_WAITS, new UnitCompletion() {
            @Override
            public void committed() {
                retained.forEach(journal::release);
                ended.countDown();
            }

            @Override
            public void failed(JournalException cause) {
                throw new IllegalStateException(cause);
            }
        }));
        ended.await();
    }

    /** As many bytes into a file whose space is there already. */
    @Benchmark
    public void bareFile() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(messages * (HEAD_BYTES + BODY_BYTES));
        if (position + bytes.remaining() > RECYCLED_BYTES) {
            position = 0;
        }
        position += file.write(bytes, position);
        file.force(false);
    }
}
