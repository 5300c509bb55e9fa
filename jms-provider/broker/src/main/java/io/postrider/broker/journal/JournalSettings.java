package io.postrider.broker.journal;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadFactory;

/**
 * What a journal is opened with.
 *
 * @param brokerName for messages and thread names
 * @param directory where the store lies; it is made if need be. A journal that keeps nothing on disk ignores it
 * @param threads makes the journal's own threads
 * @param options settings of this kind of journal; unknown ones are refused
 */
public record JournalSettings(String brokerName, Path directory, ThreadFactory threads, Map<String, String> options) {

    /** Copies the options. */
    public JournalSettings {
        options = Map.copyOf(options);
    }
}
