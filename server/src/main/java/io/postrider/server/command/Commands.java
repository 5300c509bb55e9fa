package io.postrider.server.command;

import io.postrider.server.output.Output;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** All that {@code bin/postrider} understands. */
public final class Commands {
    private Commands() {}

    /** Whether these arguments run a server, if they are understood. */
    public static boolean areToRun(String... arguments) {
        return arguments.length > 0 && arguments[0].equals(PostriderCommand.RUN);
    }

    /**
     * Executes one command.
     *
     * @param variables of the environment
     * @param arguments the command with its options
     * @return the exit code: 0 if it succeeded, 1 if it failed, 2 if it was not understood
     */
    public static int execute(Map<String, String> variables, String... arguments) {
        Optional<RunLine> line = RunLine.of(arguments);
        return line.isPresent()
                ? run(line.get(), variables)
                : PostriderCommand.commandLine(variables, arguments).execute(arguments);
    }

    private static int run(RunLine line, Map<String, String> variables) {
        try {
            return ServerRun.run(line.settings(variables), Output.standard(line.json()));
        } catch (Exception e) {
            return Failures.report(e, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        }
    }
}
