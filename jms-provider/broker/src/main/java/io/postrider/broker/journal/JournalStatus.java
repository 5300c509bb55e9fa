package io.postrider.broker.journal;

/**
 * Figures of a journal.
 *
 * @param retainedRecords how many records it keeps
 * @param storeBytes how much it takes on disk (or in memory), about
 * @param commits how many commits it has made since it was opened
 * @param units how many units these held
 * @param damagedRecords how many records recovery had to skip, as their bytes were damaged
 * @param freeBytes how many bytes are free where it lies; {@link Long#MAX_VALUE} if it keeps nothing on a disk
 * @param failure why it refuses to write, or null
 */
public record JournalStatus(
        long retainedRecords,
        long storeBytes,
        long commits,
        long units,
        long damagedRecords,
        long freeBytes,
        JournalException failure) {}
