package io.postrider.server;

import io.postrider.server.command.Commands;
import io.postrider.server.log.ServerLog;
import io.postrider.server.run.LoadAhead;

/** Where {@code bin/postrider} starts. */
public final class Main {
    private Main() {}

    /**
     * Runs one command, and ends the process.
     *
     * @param arguments the command with its options; exit code 0 if it succeeded, 1 if it failed, 2 if it was not understood
     */
    public static void main(String[] arguments) {
        ServerLog.prepare();
        if (Commands.areToRun(arguments)) {
            ServerLog.keptUntilOpen();
            LoadAhead.begin();
        } else {
            ServerLog.toConsoleOnly();
        }
        System.exit(Commands.execute(System.getenv(), arguments));
    }
}
