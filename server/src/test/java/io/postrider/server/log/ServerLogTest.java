package io.postrider.server.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is logged before the settings are known is not lost. */
class ServerLogTest {
    private static final Logger ROOT = Logger.getLogger("");
    private static final Logger ENGINE = Logger.getLogger("io.postrider.journal.derby");

    @TempDir
    Path directory;

    private final Handler[] formerHandlers = ROOT.getHandlers();
    private final Level formerLevel = ROOT.getLevel();

    @BeforeEach
    void begin() {
        ServerLog.keptUntilOpen();
        ENGINE.fine("the engine boots");
        ENGINE.info("the engine has booted");
    }

    @AfterEach
    void restore() {
        for (Handler handler : ROOT.getHandlers()) {
            ROOT.removeHandler(handler);
            handler.close();
        }
        for (Handler handler : formerHandlers) {
            ROOT.addHandler(handler);
        }
        ROOT.setLevel(formerLevel);
    }

    private String logOf(String level) throws Exception {
        Map<String, String> overrides = Map.of(
                ServerOption.LOG_DIRECTORY.key(),
                directory.toString(),
                ServerOption.LOG_LEVEL.key(),
                level,
                ServerOption.LOG_CONSOLE_LEVEL.key(),
                "off");
        ServerLog log = ServerLog.open(
                ServerSettings.read(new ServerSettings.Sources(null, overrides, new Properties(), Map.of())));
        ENGINE.fine("in detail");
        ENGINE.info("the end");
        return Files.readString(log.file());
    }

    @Test
    void itIsInTheFile() throws Exception {
        assertThat(logOf("debug").lines().map(line -> line.substring(line.indexOf(' ') + 1)))
                .containsExactly(
                        "DEBUG derby: the engine boots",
                        "INFO  derby: the engine has booted",
                        "DEBUG derby: in detail",
                        "INFO  derby: the end");
    }

    @Test
    void whatIsBelowTheLevelOfTheFileIsPassedOver() throws Exception {
        assertThat(logOf("info").lines()).hasSize(2).allMatch(line -> line.contains(" INFO "));
    }
}
