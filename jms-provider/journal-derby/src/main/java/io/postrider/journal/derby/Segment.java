package io.postrider.journal.derby;

import io.postrider.broker.journal.RetainedRecord;
import io.postrider.journal.derby.block.Era;
import io.postrider.journal.derby.contents.Contents;
import io.postrider.journal.derby.contents.ContentsDraft;
import io.postrider.journal.derby.store.SegmentTable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What is known in memory of a segment of the log: its records that are retained, by their count in the segment. For any
 * number of threads.
 *
 * <p>A retained record's index is the count of records flagged as retained before it in the segment, dead ones included. It
 * is known in memory alone: on disk, damage could shift it.
 */
final class Segment {
    private final Era era;
    private volatile SegmentTable table;

    private volatile boolean sealed;
    private volatile boolean gone;
    private volatile Path unproved;
    private volatile boolean damaged;

    private final ReentrantLock lock = new ReentrantLock();

    // guarded by the lock
    private RetainedRecord[] names = new RetainedRecord[64];
    private int[] places = new int[64];
    private int[] lengths = new int[64];
    private int count;
    private int live;
    /** How many are alive and get their name {@linkplain RetainedRecord#LATER later}. */
    private int unnamed;

    private long liveBytes;
    private long bytes;
    private int blocks;
    /** Where and how long the records are, of which none has a name yet; null once that was read. */
    private Contents sleeping;

    private final BitSet noted = new BitSet();
    private ContentsDraft draft;

    Segment(SegmentTable table, Era era) {
        this.table = table;
        this.era = era;
    }

    SegmentTable table() {
        return table;
    }

    /** What could be read of its table lies in another one now, in blocks of the same numbers. */
    void substitute(SegmentTable newTable) {
        table = newTable;
    }

    Era era() {
        return era;
    }

    /** Whether its table is being emptied, or holds another segment already. */
    boolean isGone() {
        return gone;
    }

    /** All of its records have moved or died, and nobody may read the table as this segment's any longer. */
    void markGone() {
        gone = true;
    }

    /** It was told by its contents: whether its table, in this file, can be read is not known. */
    void unproved(Path tableFile) {
        unproved = tableFile;
    }

    /** The file to be looked at; null if that was done, or is not needed. */
    Path unproved() {
        return unproved;
    }

    /** It was looked at. */
    void proved(boolean whole) {
        damaged = !whole;
        unproved = null;
    }

    /** Whether Derby cannot read its table. */
    boolean isDamaged() {
        return damaged;
    }

    /** Whether nothing is written to it any more, and all completions of its commits have returned. */
    boolean isSealed() {
        return sealed;
    }

    void seal() {
        sealed = true;
    }

    /** Its contents, to be written to a file if that is worth it; to be said before it is sealed. */
    void draft(ContentsDraft contents) {
        lock.lock();
        try {
            draft = contents;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the contents.
     *
     * @return empty if there are none, they were taken, or less than half of the segment is alive: then it will hardly be there at the
     *     next start
     */
    Optional<ContentsDraft> takeDraft() {
        lock.lock();
        try {
            ContentsDraft taken = 2 * liveBytes >= bytes ? draft : null;
            draft = null;
            return Optional.ofNullable(taken);
        } finally {
            lock.unlock();
        }
    }

    /** Notes that blocks were written or found. */
    void addBlocks(int blockCount, long blockBytes) {
        lock.lock();
        try {
            blocks += blockCount;
            bytes += blockBytes;
        } finally {
            lock.unlock();
        }
    }

    /** It will be told of so many records. */
    void expect(int records) {
        lock.lock();
        try {
            if (records > places.length) {
                resize(records);
            }
        } finally {
            lock.unlock();
        }
    }

    /** All records wait for their names, and nothing more of them than these contents is looked at until the first gets it. */
    void leaveAsleep(Contents contents) {
        lock.lock();
        try {
            sleeping = contents;
            count = contents.size();
            live = count;
            unnamed = count;
            liveBytes = contents.recordBytes();
        } finally {
            lock.unlock();
        }
    }

    private void wake() {
        if (sleeping != null) {
            resize(count);
            Arrays.fill(names, RetainedRecord.LATER);
            sleeping.forEach(new Contents.Sink() {
                private int index;

                @Override
                public void record(
                        int place, int length, boolean retained, byte[] head, int headOffset, int headLength) {
                    places[index] = place;
                    lengths[index++] = length;
                }
            });
            sleeping = null;
        }
    }

    /** Whether a record of it waits for its name. */
    boolean hasUnnamed() {
        lock.lock();
        try {
            return unnamed > 0;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a record its name that waits for one.
     *
     * @return whether it was the last one
     */
    boolean name(int index, RetainedRecord name) {
        lock.lock();
        try {
            wake();
            if (index >= count || names[index] != RetainedRecord.LATER) {
                throw new IllegalStateException(
                        "record " + index + " of segment " + this + " does not wait for a name");
            }
            names[index] = name;
            name.moveTo(new Location(this, index));
            unnamed--;
            return unnamed == 0;
        } finally {
            lock.unlock();
        }
    }

    /** Notes a record flagged as retained, and moves its name here; with no name it is dead. */
    void add(RetainedRecord name, int place, int length) {
        lock.lock();
        try {
            if (count == places.length) {
                resize(count * 2);
            }
            places[count] = place;
            lengths[count] = length;
            names[count] = name;
            if (name != null) {
                live++;
                liveBytes += length;
            }
            if (name == RetainedRecord.LATER) {
                unnamed++;
            } else if (name != null) {
                name.moveTo(new Location(this, count));
            }
            count++;
        } finally {
            lock.unlock();
        }
    }

    /** Frees the record if it still lies there; false if it has moved meanwhile. */
    boolean release(RetainedRecord name, Location location) {
        lock.lock();
        try {
            if (name.location() != location) {
                return false;
            }
            bury(location.index());
            name.moveTo(null);
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Moves a name, if it is still alive here, to the same record's copy; which is dead otherwise. */
    void moveTo(Segment copy, int index, int newPlace) {
        lock.lock();
        try {
            copy.add(names[index], newPlace, lengths[index]);
            if (names[index] != null) {
                bury(index);
            }
        } finally {
            lock.unlock();
        }
    }

    int placeOf(int index) {
        lock.lock();
        try {
            wake();
            return places[index];
        } finally {
            lock.unlock();
        }
    }

    int lengthOf(int index) {
        lock.lock();
        try {
            wake();
            return lengths[index];
        } finally {
            lock.unlock();
        }
    }

    /** Where these records begin. */
    int[] placesOf(BitSet indexes) {
        lock.lock();
        try {
            wake();
            return indexes.stream().map(index -> places[index]).toArray();
        } finally {
            lock.unlock();
        }
    }

    /** The records at these places were found to be noted as dead. */
    void notedAt(int[] sortedPlaces) {
        lock.lock();
        try {
            for (int i = 0; i < count && sortedPlaces.length > 0; i++) {
                noted.set(i, Arrays.binarySearch(sortedPlaces, places[i]) >= 0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Which retained records are alive. */
    BitSet liveIndexes() {
        lock.lock();
        try {
            BitSet indexes = new BitSet(count);
            if (sleeping != null) {
                indexes.set(0, count);
                return indexes;
            }
            for (int i = 0; i < count; i++) {
                indexes.set(i, names[i] != null);
            }
            return indexes;
        } finally {
            lock.unlock();
        }
    }

    /** Which records are dead and not yet {@link #noted}. */
    BitSet newlyDead() {
        lock.lock();
        try {
            BitSet dead = liveIndexes();
            dead.flip(0, count);
            dead.andNot(noted);
            return dead;
        } finally {
            lock.unlock();
        }
    }

    /** These dead records are noted in the database. */
    void noted(BitSet dead) {
        lock.lock();
        try {
            noted.or(dead);
        } finally {
            lock.unlock();
        }
    }

    int live() {
        lock.lock();
        try {
            return live;
        } finally {
            lock.unlock();
        }
    }

    long liveBytes() {
        lock.lock();
        try {
            return liveBytes;
        } finally {
            lock.unlock();
        }
    }

    long bytes() {
        lock.lock();
        try {
            return bytes;
        } finally {
            lock.unlock();
        }
    }

    int blocks() {
        lock.lock();
        try {
            return blocks;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String toString() {
        return table.name() + " (era " + era.first() + "-" + era.last() + ")";
    }

    private void bury(int index) {
        names[index] = null;
        live--;
        liveBytes -= lengths[index];
    }

    private void resize(int room) {
        names = Arrays.copyOf(names, room);
        places = Arrays.copyOf(places, room);
        lengths = Arrays.copyOf(lengths, room);
    }
}
