package io.postrider.server;

import io.postrider.server.ServerProcess.Ended;
import io.postrider.server.command.PostriderCommand;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Runs a command as {@code Main} does, but for the exit: with streams and an environment of its own. One at a time. */
final class CommandInThisProcess {
    private static final String HOME_PROPERTY = "postrider.home";

    private CommandInThisProcess() {}

    static Ended run(Path home, Map<String, String> variables, String input, String... arguments) {
        InputStream formerIn = System.in;
        PrintStream formerOut = System.out;
        PrintStream formerErr = System.err;
        String formerHome = System.getProperty(HOME_PROPERTY);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            System.setIn(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            System.setProperty(HOME_PROPERTY, home.toString());
            int code = PostriderCommand.commandLine(variables).execute(arguments);
            System.out.flush();
            System.err.flush();
            return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setIn(formerIn);
            System.setOut(formerOut);
            System.setErr(formerErr);
            if (formerHome == null) {
                System.clearProperty(HOME_PROPERTY);
            } else {
                System.setProperty(HOME_PROPERTY, formerHome);
            }
        }
    }
}
