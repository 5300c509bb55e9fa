package io.postrider.broker.journal;

/** Opens journals of one kind. Found by {@link java.util.ServiceLoader}; stateless. */
public interface JournalProvider {

    /** The name by which an address or a configuration asks for it, such as {@code derby}. */
    String name();

    /**
     * Opens or makes the store; nothing is read before {@link Journal#recover}.
     *
     * @throws JournalException if the directory cannot be used, or another process holds it: the message names the holder,
     *     and nothing was touched
     */
    Journal open(JournalSettings settings) throws JournalException;
}
