package io.postrider.server.log;

import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.logging.ConsoleHandler;
import java.util.logging.FileHandler;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** Leads what is logged by SLF4J to where the settings say. Over the JDK's own logging, by {@code slf4j-jdk14}. */
public final class ServerLog implements AutoCloseable {
    private static final String MANAGER_PROPERTY = "java.util.logging.manager";
    private static final String FILE_NAME = "postrider";
    private static final Map<String, Level> LEVELS = Map.of(
            "off", Level.OFF,
            "error", Level.SEVERE,
            "warn", Level.WARNING,
            "info", Level.INFO,
            "debug", Level.FINE,
            "trace", Level.ALL);

    private final Path file;

    private ServerLog(Path file) {
        this.file = file;
    }

    /**
     * To be called before anything is logged: the JDK chooses its log manager once, and SLF4J its provider, for which it would look into each
     * jar of the class path.
     */
    public static void prepare() {
        System.setProperty(MANAGER_PROPERTY, LateClosingLog.class.getName());
        // or it would say that it was told
        setIfAbsent("slf4j.internal.verbosity", "WARN");
        setIfAbsent("slf4j.provider", "org.slf4j.jul.JULServiceProvider");
    }

    private static void setIfAbsent(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** For a server that does not know its settings yet: as {@link #toConsoleOnly}, and all of our own is kept until the log is open. */
    public static void keptUntilOpen() {
        toConsoleOnly();
        EarlyRecords.INSTANCE.begin();
    }

    /** For commands that are not the server: warnings and worse go to the standard error output. */
    public static void toConsoleOnly() {
        Logger root = emptyRoot();
        root.addHandler(console(Level.WARNING));
        root.setLevel(Level.WARNING);
    }

    /**
     * Opens the log files.
     *
     * @return the log, to be closed at the very end
     * @throws IOException if they cannot be written
     */
    public static ServerLog open(ServerSettings settings) throws IOException {
        Path directory = settings.logDirectory();
        Files.createDirectories(directory);
        Logger root = emptyRoot();
        Level level = LEVELS.get(settings.text(ServerOption.LOG_LEVEL));
        Level consoleLevel = LEVELS.get(settings.text(ServerOption.LOG_CONSOLE_LEVEL));
        int files = settings.count(ServerOption.LOG_FILES);
        String pattern = directory.toString().replace("%", "%%") + "/" + FILE_NAME + ".%g.log";
        FileHandler handler = new FileHandler(pattern, settings.number(ServerOption.LOG_FILE_SIZE), files, true);
        handler.setEncoding("UTF-8");
        handler.setFormatter(new LineFormatter());
        handler.setLevel(level);
        root.addHandler(handler);
        root.addHandler(console(consoleLevel));
        root.setLevel(level.intValue() < consoleLevel.intValue() ? level : consoleLevel);
        EarlyRecords.INSTANCE.end(handler);
        // Netty explains at length how it found the platform
        Logger.getLogger("io.netty").setLevel(Level.INFO);
        return new ServerLog(directory.resolve(FILE_NAME + ".0.log"));
    }

    private static Handler console(Level level) {
        ConsoleHandler console = new ConsoleHandler();
        console.setFormatter(new LineFormatter());
        console.setLevel(level);
        return console;
    }

    private static Logger emptyRoot() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        return root;
    }

    /** The file that is written now. */
    public Path file() {
        return file;
    }

    /** Closes the files: what is logged later is lost. */
    @Override
    public void close() {
        if (LogManager.getLogManager() instanceof LateClosingLog manager) {
            manager.resetNow();
        }
    }
}
