package io.postrider.journal.derby.contents;

import io.postrider.broker.journal.RecordHeads;
import io.postrider.journal.derby.block.Block;
import io.postrider.journal.derby.block.Era;
import io.postrider.journal.derby.store.SegmentTable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of contents, beside Derby's own: one for each sealed segment that has one. All that is in them is in the segments, too, and
 * they prove themselves: so they are never synced, and what goes wrong with them costs time at the next start and nothing else. For any
 * number of threads.
 */
public final class ContentsFolder {
    private static final Logger LOG = LoggerFactory.getLogger(ContentsFolder.class);
    private static final int PAGE_BYTES = 32_768;
    private static final byte FIRST_BYTE = 'P';

    private final Path folder;

    /** @param databaseDirectory where Derby's own files lie */
    public ContentsFolder(Path databaseDirectory) {
        this.folder = databaseDirectory.resolve("contents");
    }

    /**
     * Writes a segment's contents.
     *
     * @param heads what makes a summary of the records; or null
     */
    public void write(SegmentTable table, ContentsDraft draft, int blocks, long blockBytes, RecordHeads heads) {
        Optional<byte[]> bytes = draft.end(blocks, blockBytes, heads);
        if (bytes.isEmpty()) {
            return;
        }
        try {
            Files.createDirectories(folder);
            Path written = folder.resolve(table.name() + ".new");
            Files.write(written, bytes.get());
            Files.move(written, file(table), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.debug("PR002012 the contents of segment {} could not be written", table.name(), e);
        }
    }

    /**
     * Which segment a table holds, as far as that can be told without a query.
     *
     * @param tableFile Derby's file of the table
     * @return empty if the table's contents are not noted
     */
    public Optional<Era> era(SegmentTable table, Path tableFile) {
        return withFile(table, tableFile, (file, block) -> {
            byte[] header = new byte[(int) Math.min(ContentsFormat.HEADER_BYTES, file.length())];
            file.readFully(header);
            return Contents.areOf(block, header) ? Optional.of(block.era()) : Optional.empty();
        });
    }

    /**
     * Reads a segment's contents.
     *
     * @param tableFile Derby's file of the table
     * @return empty if there are none that are right: then the segment has to be read
     */
    public Optional<Contents> read(SegmentTable table, Path tableFile) {
        return withFile(table, tableFile, (file, block) -> {
            byte[] bytes = new byte[Math.toIntExact(file.length())];
            file.readFully(bytes);
            return Contents.of(block, bytes);
        });
    }

    @FunctionalInterface
    private interface Reading<T> {
        Optional<T> from(RandomAccessFile file, Block firstBlock) throws IOException;
    }

    private <T> Optional<T> withFile(SegmentTable table, Path tableFile, Reading<T> reading) {
        if (!Files.exists(file(table))) {
            return Optional.empty();
        }
        try (RandomAccessFile file = new RandomAccessFile(file(table).toFile(), "r")) {
            Optional<Block> block = firstBlock(tableFile);
            return block.isEmpty() ? Optional.empty() : reading.from(file, block.get());
        } catch (IOException e) {
            LOG.debug("PR002012 the contents of segment {} could not be read", table.name(), e);
            return Optional.empty();
        }
    }

    /** The segment goes, or is damaged: it has no contents any longer, and if it is there at the next start it is read. */
    public void forget(SegmentTable table) {
        try {
            Files.deleteIfExists(file(table));
        } catch (IOException e) {
            LOG.debug("PR002012 the contents of segment {} could not be deleted", table.name(), e);
        }
    }

    private Path file(SegmentTable table) {
        return folder.resolve(table.name() + ".dat");
    }

    /** The first row lies in the first page behind the one that tells which pages there are. */
    private static Optional<Block> firstBlock(Path tableFile) throws IOException {
        byte[] page = new byte[PAGE_BYTES];
        try (RandomAccessFile file = new RandomAccessFile(tableFile.toFile(), "r")) {
            if (file.length() < 2L * PAGE_BYTES) {
                return Optional.empty();
            }
            file.seek(PAGE_BYTES);
            file.readFully(page);
        }
        for (int at = 0; at < PAGE_BYTES; at++) {
            if (page[at] == FIRST_BYTE) {
                Optional<Block> found = Block.at(page, at).filter(block -> block.number() == 0);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }
}
