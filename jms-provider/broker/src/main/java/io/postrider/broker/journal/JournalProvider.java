package io.postrider.broker.journal;

/** Opens journals of one kind. Found by {@link java.util.ServiceLoader}; stateless. */
public interface JournalProvider {

    /** The name by which an address or a configuration asks for it, such as {@code derby}. */
    String name();

    /** Whether what its journals hold is on a disk; otherwise it takes the VM's memory. */
    default boolean onDisk() {
        return true;
    }

    /**
     * Opens or makes the store; nothing is read before {@link Journal#recover}.
     *
     * @throws JournalException if the directory cannot be used, or another process holds it: the message names the holder,
     *     and nothing was touched
     */
    Journal open(JournalSettings settings) throws JournalException;

    /**
     * Takes up what the kind needs in the VM before it can open a first journal, such as an engine: for a program that has something
     * else to do meanwhile, on another thread. {@link #open} does so itself where this was not called.
     *
     * @throws JournalException if it cannot; {@link #open} will fail, too
     */
    default void loadAhead() throws JournalException {
        // Most kinds need nothing.
    }

    /**
     * Gives up what the kind holds in the VM beyond its journals, such as an engine's threads, whoever has taken it up: all journals of this
     * class loader are closed, if there were any, and it is about to be forgotten. A journal that is opened afterwards takes it up again.
     */
    default void unload() {
        // Nothing is held by most kinds.
    }
}
