package io.postrider.broker.journal;

import java.nio.file.Path;

/**
 * A durable log of records. Opened by a {@link JournalProvider}; {@link #recover} is called once, before anything else
 * but {@link #close}.
 *
 * <p><b>Promise.</b> When a unit's completion is {@link UnitCompletion#committed done}, the unit survives the death of the
 * process, whole. A unit whose completion has not been called is there whole or not at all after a crash. Units appended by
 * one thread are committed in the order of the calls, and completions are called in the order of commits.
 *
 * <p><b>Failure.</b> After a failed commit the journal has failed: this unit and every later one fail with the cause,
 * nothing else is changed, and reading what was committed goes on for as long as the store can be read.
 *
 * <p><b>Threads.</b> All methods may be called by any thread, but {@code recover} and {@code close} by one. The caller holds
 * no lock that a completion needs. Interrupts of the calling thread neither harm the store nor are they lost.
 */
public interface Journal extends AutoCloseable {

    /**
     * Reads all records, oldest first, and makes the journal ready to append. Blocks until all is read.
     *
     * @throws JournalException if the store cannot be read; damaged records are skipped and counted in {@link #status}
     */
    void recover(RecordVisitor visitor) throws JournalException;

    /**
     * Gives a record its name that was told by a ticket and was to be named {@linkplain RetainedRecord#LATER later}: once for each, and soon, as
     * the journal cannot move such records. May be called while recovering.
     *
     * @throws IllegalStateException if no such record waits for a name
     */
    default void name(int ticket, RetainedRecord name) {
        throw new IllegalStateException("this journal tells of no record by a ticket");
    }

    /**
     * Appends a unit, and returns at once; unless the unit's caller waits and the journal is idle: then this thread may
     * write and commit it, and call completions (of other units too), before it returns.
     */
    void append(JournalUnit unit);

    /**
     * Reads a retained record back. Blocks for the length of a read from the store.
     *
     * @return the record's bytes as they were appended, in one array
     * @throws JournalException if the record has been released, or the store is damaged there
     */
    byte[] read(RetainedRecord record) throws JournalException;

    /**
     * Gives up a retained record: its space may be reclaimed. To be called once the unit that cancels it is committed, and
     * before that unit's completion returns; or while recovering. Later, the journal may have given back the space of the
     * cancelling record, and would tell of the cancelled one after a crash; of what was released in time it then tells no
     * longer. Returns at once. Idempotent.
     */
    void release(RetainedRecord record);

    /**
     * Notes beside the log, for {@link RecordVisitor#servedAfterFailure the next recovery}, that what the log holds is served on although it takes
     * no more records: for the time after a failure. Blocks until the note is on the disk. The latest note replaces the former one, and none
     * is ever given up: by its stamp the core knows whether it still stands.
     *
     * @param stamp above 0; told with the note
     * @throws JournalException if it cannot be written: there may be no note then
     */
    void noteServed(long stamp) throws JournalException;

    /**
     * Writes a copy of the store, while this one goes on; blocks until it is on disk. The copy holds all that was committed before
     * the call, and can be opened like the store itself.
     *
     * @param directory must not exist, or be empty
     * @throws JournalException if it cannot be written, or this kind of journal keeps nothing on disk
     */
    default void backup(Path directory) throws JournalException {
        throw new JournalException("this kind of journal keeps nothing on disk that could be copied");
    }

    /**
     * The disk runs low: what can be given back to it is given back soon, such as what the store keeps for its own recovery alone. Returns at
     * once; may be called often. Does nothing where nothing is kept on a disk.
     */
    default void spaceIsLow() {
        // nothing is kept on a disk
    }

    /** Figures of this moment, for people, metrics and limits. */
    JournalStatus status();

    /**
     * Commits what was appended, then closes the store and gives up its lock. Blocks until that is done. Idempotent; units
     * appended later fail.
     *
     * @throws JournalException if something appended could not be committed
     */
    @Override
    void close() throws JournalException;
}
