package io.postrider.journal.derby.fault;

/** What goes wrong with a disk, at one operation and from then on. */
public enum Fault {
    /** The operation is not carried out and fails, as does every later one that writes. */
    FAIL,
    /**
     * Of what is written to Derby's log the first half reaches the disk; this operation and every later one that writes fail. (Pages
     * of tables are written whole or not at all: that is what the journal expects of a disk, see docs/RELIABILITY.md.)
     */
    TEAR,
    /**
     * The power goes: this operation and every later one of any kind fail, and of what was written without a sync, some is on
     * the disk and some is not.
     */
    LOSE_POWER,
    /** The operation takes long, and succeeds. */
    DELAY
}
