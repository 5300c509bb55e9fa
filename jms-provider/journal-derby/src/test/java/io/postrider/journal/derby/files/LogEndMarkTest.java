package io.postrider.journal.derby.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.Random;
import java.util.TreeSet;
import org.apache.derby.io.StorageRandomAccessFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Of a used file of the log, whatever a loss of power leaves: behind what was written before is a mark, or the write that was on its way; and
 * behind that, if it is there whole, is its mark. Seeded: {@code -Dpostrider.seed=N}.
 */
class LogEndMarkTest {
    private static final int SECTOR_BYTES = 512;
    private static final int SECTORS = 256;
    private static final byte USED_BEFORE = 'x';
    private static final int LOSSES_AT_EACH_STEP = 12;

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);

    /** What programs see, and what is on the disk: of a sector that is not synced that is the one or the other. */
    private final byte[] seen = new byte[SECTORS * SECTOR_BYTES];

    private final byte[] onDisk = new byte[SECTORS * SECTOR_BYTES];
    private final TreeSet<Integer> unsynced = new TreeSet<>();
    private int syncs;

    private int begin;
    private byte[] data;
    private boolean dataIsSynced;

    /** The mark's file. */
    private StorageRandomAccessFile marksFile() {
        int[] pointer = new int[1];
        return (StorageRandomAccessFile) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {StorageRandomAccessFile.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "seek" -> pointer[0] = (int) (long) arguments[0];
                        case "write" ->
                            write(pointer[0], (byte[]) arguments[0], (Integer) arguments[1], (Integer) arguments[2]);
                        case "sync" -> {
                            losePower("before the mark's sync");
                            syncs++;
                            sync(0, seen.length);
                        }
                        default -> throw new AssertionError(method);
                    }
                    return null;
                });
    }

    private void write(int position, byte[] bytes, int offset, int count) {
        System.arraycopy(bytes, offset, seen, position, count);
        for (int sector = position / SECTOR_BYTES; sector <= (position + count - 1) / SECTOR_BYTES; sector++) {
            unsynced.add(sector);
        }
    }

    private void sync(int from, int to) {
        for (int sector : new TreeSet<>(unsynced.subSet(from / SECTOR_BYTES, (to - 1) / SECTOR_BYTES + 1))) {
            System.arraycopy(seen, sector * SECTOR_BYTES, onDisk, sector * SECTOR_BYTES, SECTOR_BYTES);
            unsynced.remove(sector);
        }
    }

    private void losePower(String when) {
        for (int loss = 0; loss < LOSSES_AT_EACH_STEP; loss++) {
            byte[] left = onDisk.clone();
            int chance = random.nextInt(4);
            for (int sector : unsynced) {
                if (random.nextInt(4) <= chance) {
                    System.arraycopy(seen, sector * SECTOR_BYTES, left, sector * SECTOR_BYTES, SECTOR_BYTES);
                }
            }
            check(left, "seed " + seed + ", " + when + " of " + data.length + " bytes at " + begin);
        }
    }

    private void check(byte[] left, String when) {
        int end = begin + data.length;
        boolean whole = Arrays.equals(left, begin, end, data, 0, data.length);
        assertThat(whole || !dataIsSynced).as(when).isTrue();
        assertNothingOfBefore(left, whole ? end : begin, when);
    }

    /** Neither a record's length nor a part of one is what was there when the file was used before. */
    private void assertNothingOfBefore(byte[] left, int at, String when) {
        byte[] length = Arrays.copyOfRange(left, at, Math.min(at + Integer.BYTES, left.length));
        assertThat(length).as(when).doesNotContain(USED_BEFORE);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whereverThePowerGoesTheLogHasAnEnd(boolean inOrder) throws Exception {
        for (int file = 0; file < 20; file++) {
            useAFile(new LogEndMark(marksFile(), seen.length, inOrder), inOrder);
        }
        assertThat(syncs).as("marks that were synced").isPositive();
    }

    private void useAFile(LogEndMark mark, boolean inOrder) throws Exception {
        Arrays.fill(seen, USED_BEFORE);
        Arrays.fill(seen, 0, SECTOR_BYTES, (byte) 0);
        unsynced.clear();
        System.arraycopy(seen, 0, onDisk, 0, seen.length);
        begin = 24;
        for (int end = nextEnd(); end <= seen.length; end = nextEnd()) {
            data = new byte[end - begin];
            Arrays.fill(data, (byte) (1 + random.nextInt(50)));
            dataIsSynced = false;
            mark.put(end);
            losePower("before the write");
            write(begin, data, 0, data.length);
            losePower("in the write");
            if (inOrder) {
                sync(begin, end);
                dataIsSynced = true;
                losePower("after the write");
            }
            begin = end;
        }
    }

    /** One in four lies where a sector ends, or a byte or a few from there. */
    private int nextEnd() {
        int end = begin + 5 + random.nextInt(6_000);
        return random.nextInt(4) == 0 ? (end / SECTOR_BYTES + 1) * SECTOR_BYTES - random.nextInt(6) : end;
    }
}
