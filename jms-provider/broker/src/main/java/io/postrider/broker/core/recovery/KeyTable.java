package io.postrider.broker.core.recovery;

import io.postrider.broker.core.queue.Entry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A queue's messages by their keys while the journal is read: arrays, as there may be millions. A message that was
 * removed leaves its key, for its record may be told again. Of a plain message that was told by its head nothing is made but a few numbers:
 * it is dormant until somebody asks for its entry. For one thread.
 */
final class KeyTable {
    private static final int REMOVED = -1;
    private static final int INITIAL_ENTRIES = 16;

    private final KeyIndex index = new KeyIndex();
    private final Awakening awakening;

    /** By the message's number less one: what makes an entry of a dormant message; its size is negative, less one, if it was exposed. */
    private final Numbers tickets = new Numbers();

    private final Numbers sizes = new Numbers();
    /** By the same number; shorter than that, or null, where there is none. */
    private Entry[] entries = {};

    /** Of which not even the keys are in the index. */
    private final Bulks bulks = new Bulks();

    private int priority;
    private boolean anyExposed;
    private int dormant;
    private int present;
    /** Between which all keys lie that are in the index. */
    private long lowestKey = Long.MAX_VALUE;

    private long highestKey;

    /** Makes entries of what slept. */
    @FunctionalInterface
    interface Awakening {
        Entry entry(long key, int ticket, int sizeBytes, int priority, boolean exposed);
    }

    KeyTable(Awakening awakening) {
        this.awakening = awakening;
    }

    /** Whether a key was removed. */
    boolean removed(long key) {
        return index.get(key) == REMOVED;
    }

    /** Whether a key was put or removed. */
    boolean knows(long key) {
        return index.get(key) != KeyIndex.ABSENT || bulks.of(key) != null;
    }

    /** The entry of a key, which is made if need be; or null. */
    Entry get(long key) {
        Bulk bulk = bulks.of(key);
        if (bulk != null) {
            open(bulk);
        }
        int number = index.get(key);
        return number > 0 ? entryOf(key, number - 1) : null;
    }

    private Entry entryOf(long key, int place) {
        Entry known = place < entries.length ? entries[place] : null;
        if (known == null) {
            int size = sizes.get(place);
            boolean exposed = size < 0;
            known = awakening.entry(key, tickets.get(place), exposed ? -1 - size : size, priority, exposed);
            keep(place, known);
            dormant--;
        }
        return known;
    }

    private void keep(int place, Entry entry) {
        if (place >= entries.length) {
            entries = Arrays.copyOf(entries, Math.max(INITIAL_ENTRIES, Math.max(place + 1, 2 * entries.length)));
        }
        entries[place] = entry;
    }

    /** Adds the entry of a key that is not there. */
    void put(long key, Entry entry) {
        keep(tickets.size(), entry);
        add(key, 0, 0);
    }

    private void add(long key, int ticket, int size) {
        tickets.add(ticket);
        sizes.add(size);
        index(key, tickets.size());
        present++;
    }

    private void index(long key, int number) {
        index.put(key, number);
        lowestKey = Math.min(lowestKey, key);
        highestKey = Math.max(highestKey, key);
    }

    /** Whether a message of this priority can be dormant: all that are have the same. */
    boolean lets(int otherPriority) {
        return dormant == 0 || priority == otherPriority;
    }

    /** Adds a message of a key that is not there, and makes no entry of it yet. */
    void putDormant(long key, int ticket, int sizeBytes, int messagePriority, boolean exposed) {
        priority = messagePriority;
        anyExposed |= exposed;
        add(key, ticket, exposed ? -1 - sizeBytes : sizeBytes);
        dormant++;
    }

    /**
     * Adds messages of keys that are not there, and does not look at them yet.
     *
     * @return false if a key of them is known, or they are not such that they can sleep as a whole; then each is to be added by itself
     */
    boolean putBulk(Bulk bulk) {
        BulkSummary summary = bulk.summary();
        if (!lets(summary.priority()) || !bulks.letsIn(summary) || knowsAnyOf(summary)) {
            return false;
        }
        priority = summary.priority();
        anyExposed |= summary.lastExposed() > 0;
        bulks.add(bulk);
        present += bulk.size();
        dormant += bulk.size();
        return true;
    }

    private boolean knowsAnyOf(BulkSummary summary) {
        long end = Math.min(highestKey, summary.lastKey());
        for (long key = Math.max(lowestKey, summary.firstKey()); key <= end; key++) {
            if (index.get(key) != KeyIndex.ABSENT && summary.contains(key)) {
                return true;
            }
        }
        return false;
    }

    /** From now on each of these messages is dormant by itself. */
    private void open(Bulk bulk) {
        bulks.remove(bulk);
        present -= bulk.size();
        dormant -= bulk.size();
        bulk.tell(this::putDormant);
    }

    /**
     * Removes a key, known or not yet.
     *
     * @return its entry, or null
     */
    Entry remove(long key) {
        Entry known = get(key);
        if (known != null) {
            entries[index.get(key) - 1] = null;
            present--;
        }
        index(key, REMOVED);
        return known;
    }

    /** How many messages are there. */
    int size() {
        return present;
    }

    /** Whether nothing is made yet of any message that is there, and there is one. */
    boolean sleeps() {
        return dormant == present && dormant > 0;
    }

    /** Whether one that is or was dormant was exposed. */
    boolean anyExposed() {
        return anyExposed;
    }

    /** The priority of all that are dormant. */
    int priority() {
        return priority;
    }

    /** Tells of dormant messages. */
    @FunctionalInterface
    interface Visitor {
        void message(long key, boolean exposed);
    }

    /**
     * Tells of all messages up to a key, and of all that were exposed, in no order, where all of them {@linkplain #sleeps sleep}; but of those that sleep as a
     * whole only of the last of either kind.
     */
    void forEachDormant(long upTo, Visitor visitor) {
        for (Bulk bulk : bulks.all()) {
            BulkSummary summary = bulk.summary();
            if (summary.firstKey() <= upTo && upTo < summary.lastKey()) {
                open(bulk);
            } else {
                if (summary.lastKey() <= upTo) {
                    visitor.message(summary.lastKey(), false);
                }
                if (summary.lastExposed() > 0) {
                    visitor.message(summary.lastExposed(), true);
                }
            }
        }
        index.forEach((key, number) -> {
            if (number != REMOVED) {
                visitor.message(key, sizes.get(number - 1) < 0);
            }
        });
    }

    /** The entries of all messages, the oldest first. */
    List<Entry> inOrder() {
        List<Entry> all = new ArrayList<>(present);
        bulks.all().forEach(this::open);
        for (long block : blocksFrom(0)) {
            collect(block, all);
        }
        return all;
    }

    /** The blocks of keys from this one on, in their order: for {@link #collect}. Without what sleeps as a whole. */
    long[] blocksFrom(long block) {
        return index.blocksFrom(block);
    }

    /**
     * Has all those told one by one which sleep as a whole and have keys in this block of keys, or in one before.
     *
     * @return whether there were any: then there are more {@linkplain #blocksFrom blocks}
     */
    boolean openUpTo(long block) {
        List<Bulk> sleeping = bulks.upTo(KeyIndex.lastKeyOf(block));
        sleeping.forEach(this::open);
        return !sleeping.isEmpty();
    }

    /** The same for those with the lowest keys. */
    boolean openNext() {
        return !bulks.isEmpty() && openUpTo(KeyIndex.blockOf(bulks.firstKey()));
    }

    /** Adds the entries of a block of keys to others, the oldest first. */
    void collect(long block, List<Entry> into) {
        index.forEachOf(block, (key, number) -> {
            if (number != REMOVED) {
                into.add(entryOf(key, number - 1));
            }
        });
    }
}
