package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which journal of a stopped server a command is about. */
final class JournalOption {
    @Option(
            names = "--journal",
            paramLabel = "DIRECTORY",
            description = "the journal's directory, such as a backup's; that of the data directory if not given")
    private Path directory;

    @Mixin
    private SettingsOptions options;

    /** Its directory, absolute. */
    Path directory() throws ConfigurationException {
        return directory == null ? options.read().journalDirectory() : directory.toAbsolutePath();
    }
}
