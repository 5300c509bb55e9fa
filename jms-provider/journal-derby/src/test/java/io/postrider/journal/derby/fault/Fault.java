package io.postrider.journal.derby.fault;

/** What goes wrong with a disk at one operation, and but for the last two from then on. */
public enum Fault {
    /** The operation is not carried out and fails, as does every later one that writes. */
    FAIL,
    /**
     * Of what is written some sectors reach the disk, from the first on or up to the last; this operation and every later one that
     * writes fail. (A sector of 512 bytes is written whole or not at all: see docs/RELIABILITY.md.)
     */
    TEAR,
    /**
     * The power goes: this operation and every later one of any kind fail, and of what was written without a sync, some is on
     * the disk, some is not, and some is torn.
     */
    LOSE_POWER,
    /** The operation is not carried out and fails; all later ones succeed, so that a journal that has failed can leave a note. */
    FAIL_ONCE,
    /** The operation takes long, and succeeds. */
    DELAY
}
