package io.postrider.broker;

import io.postrider.broker.core.JournalProviders;
import io.postrider.broker.core.recovery.DamageReport;
import io.postrider.broker.journal.DirectoryLock;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalCopy;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalProvider;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Examines and repairs the journal of a broker that is not running. Both work on a copy beside it, and need as much free space as it
 * takes, a repair twice as much. Not to be used by several threads at once on one directory.
 */
public final class JournalRepair {
    private static final String KIND = "derby";
    private static final String EXAMINED = "-examined";
    private static final String REPAIRED = "-repaired";
    private static final String DAMAGED = "-damaged-";

    private final Path directory;

    /**
     * What was found.
     *
     * @param records how many records are whole
     * @param damagedPlaces how many places are damaged, each of which hit at least one record
     * @param lostBlocks how many blocks cannot be read, and are gone with all that they held
     * @param unknownRecords of how many damaged places nobody can say what they hit
     * @param places each damaged place, in a sentence; the first 10,000
     * @param lostMessages how many messages are lost, by destination, as far as can be told by what is left of them
     * @param returningMessages how many messages may come again, by destination, as the record of their acknowledgement is damaged
     */
    public record Report(
            long records,
            long damagedPlaces,
            long lostBlocks,
            long unknownRecords,
            List<String> places,
            Map<String, Long> lostMessages,
            Map<String, Long> returningMessages) {

        private static Report of(DamageReport found) {
            return new Report(
                    found.records(),
                    found.damagedPlaces(),
                    found.lostBlocks(),
                    found.unknownRecords(),
                    found.places(),
                    found.lostByDestination(),
                    found.returningByDestination());
        }
    }

    /**
     * Does nothing yet.
     *
     * @param directory of the journal, as a broker's {@code dataDirectory}
     */
    public JournalRepair(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * Says what a repair would find, and changes nothing. Blocks until all is read.
     *
     * @throws BrokerException if there is no journal, a broker runs on it, or it cannot be opened even in part
     */
    public Report examine() throws BrokerException {
        DamageReport found = new DamageReport();
        throughCopy(journal -> journal.recover(found));
        return Report.of(found);
    }

    /**
     * Writes all records that are whole to a new journal and puts it in the place of the damaged one, which is kept beside it. Blocks until
     * that is done.
     *
     * @return what was found, and could not be taken over
     * @throws BrokerException if there is no journal, a broker runs on it, or it cannot be opened even in part: then nothing has
     *     changed
     */
    public Report repair() throws BrokerException {
        Path repaired = beside(REPAIRED);
        DamageReport found = new DamageReport();
        try {
            deleteTree(repaired);
            throughCopy(damaged -> {
                try (Journal target = open(repaired)) {
                    target.recover((bytes, offset, length) -> null);
                    new JournalCopy(target, found).from(damaged);
                }
            });
            Files.move(directory, unusedName());
            Files.move(repaired, directory);
            return Report.of(found);
        } catch (IOException e) {
            throw failed("could not be replaced", e);
        }
    }

    /** Where the damaged journal is kept by the next repair. */
    private Path unusedName() {
        int number = 1;
        while (Files.exists(beside(DAMAGED + number))) {
            number++;
        }
        return beside(DAMAGED + number);
    }

    private Path beside(String suffix) {
        return directory.resolveSibling(directory.getFileName() + suffix);
    }

    @FunctionalInterface
    private interface Reading {
        void read(Journal journal) throws JournalException, BrokerException;
    }

    @SuppressWarnings("try") // the lock is only held
    private void throughCopy(Reading reading) throws BrokerException {
        if (!Files.isDirectory(directory.resolve("journal"))) {
            throw failed("is not there", null);
        }
        Path copy = beside(EXAMINED);
        try (DirectoryLock lock = DirectoryLock.acquire(directory, "a repair", Clock.systemUTC())) {
            deleteTree(copy);
            copyTree(directory, copy);
            try (Journal journal = open(copy)) {
                reading.read(journal);
            }
        } catch (JournalException | IOException e) {
            throw failed("could not be read: " + e.getMessage(), e);
        } finally {
            deleteQuietly(copy);
        }
    }

    private static Journal open(Path store) throws JournalException, BrokerException {
        JournalProvider provider = JournalProviders.named(KIND);
        return provider.open(new JournalSettings("repair", store, JournalRepair::thread, Map.of()));
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "postrider-repair");
        thread.setDaemon(true);
        return thread;
    }

    private BrokerException failed(String what, Exception cause) {
        return new BrokerException(BrokerError.JOURNAL_FAILED, "The journal in " + directory + " " + what, cause);
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                if (!file.equals(from.resolve("postrider.lock"))) {
                    Files.copy(file, to.resolve(from.relativize(file).toString()));
                }
            }
        }
    }

    private static void deleteTree(Path root) throws IOException {
        if (Files.exists(root)) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static void deleteQuietly(Path copy) {
        try {
            deleteTree(copy);
        } catch (IOException e) {
            // the next repair deletes it; what was read stands
            copy.toFile().deleteOnExit();
        }
    }
}
