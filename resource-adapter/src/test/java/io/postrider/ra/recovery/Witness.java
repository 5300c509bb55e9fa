package io.postrider.ra.recovery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/**
 * The other resource of a transaction, so that there are two phases. It keeps its prepared branches as files, and does something at
 * one step: stop, as a rule, so that the process can be killed there.
 */
final class Witness implements XAResource {
    private final Path directory;
    private final Step step;
    private final Runnable atStep;

    /** Where the witness may be at work. */
    enum Step {
        /** Asked to prepare, and has not. */
        PREPARE,
        /** Told to commit, and has not. */
        COMMIT,
        /** Has committed, and the transaction manager does not know it yet. */
        COMMITTED,
        NONE
    }

    Witness(Path directory, Step step, Runnable atStep) {
        this.directory = directory;
        this.step = step;
        this.atStep = atStep;
    }

    @Override
    public int prepare(Xid xid) {
        if (step == Step.PREPARE) {
            atStep.run();
        }
        try {
            Files.createDirectories(directory);
            Files.createFile(file(xid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return XA_OK;
    }

    @Override
    public void commit(Xid xid, boolean onePhase) throws XAException {
        if (step == Step.COMMIT) {
            atStep.run();
        }
        forget(xid);
        if (step == Step.COMMITTED) {
            atStep.run();
        }
    }

    @Override
    public void rollback(Xid xid) throws XAException {
        forget(xid);
    }

    @Override
    public void forget(Xid xid) throws XAException {
        try {
            if (!Files.deleteIfExists(file(xid))) {
                throw new XAException(XAException.XAER_NOTA);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Xid[] recover(int flag) {
        if ((flag & TMSTARTRSCAN) == 0 || !Files.exists(directory)) {
            return new Xid[0];
        }
        List<Xid> found = new ArrayList<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.forEach(file -> found.add(FileXid.parse(file.getFileName().toString())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.toArray(Xid[]::new);
    }

    private Path file(Xid xid) {
        return directory.resolve(FileXid.text(xid));
    }

    @Override
    public void start(Xid xid, int flags) {
        // Its only work is to be prepared and completed.
    }

    @Override
    public void end(Xid xid, int flags) {
        // As above.
    }

    @Override
    public boolean isSameRM(XAResource other) {
        return other == this;
    }

    @Override
    public int getTransactionTimeout() {
        return 0;
    }

    @Override
    public boolean setTransactionTimeout(int seconds) {
        return false;
    }

    private record FileXid(int format, byte[] global, byte[] branch) implements Xid {

        static String text(Xid xid) {
            HexFormat hex = HexFormat.of();
            byte[] format =
                    ByteBuffer.allocate(Integer.BYTES).putInt(xid.getFormatId()).array();
            return hex.formatHex(format) + "-" + hex.formatHex(xid.getGlobalTransactionId()) + "-"
                    + hex.formatHex(xid.getBranchQualifier());
        }

        static FileXid parse(String text) {
            HexFormat hex = HexFormat.of();
            String[] parts = text.split("-", -1);
            return new FileXid(
                    ByteBuffer.wrap(hex.parseHex(parts[0])).getInt(), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
        }

        @Override
        public int getFormatId() {
            return format;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global;
        }

        @Override
        public byte[] getBranchQualifier() {
            return branch;
        }
    }
}
