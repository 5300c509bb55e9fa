package io.postrider.server.command;

import io.postrider.server.output.Output;
import io.postrider.server.output.StandardOutput;
import java.io.IOException;
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
        int code = line.isPresent()
                ? run(line.get(), variables)
                : PostriderCommand.commandLine(variables, arguments).execute(arguments);
        return code == 0 ? codeOfOutput() : code;
    }

    /** What was said in vain was not said. */
    private static int codeOfOutput() {
        try {
            new StandardOutput().check();
            return 0;
        } catch (IOException e) {
            return Failures.report(e, errors());
        }
    }

    private static PrintWriter errors() {
        return new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    }

    private static int run(RunLine line, Map<String, String> variables) {
        try {
            return ServerRun.run(line.settings(variables), Output.standard(line.json()));
        } catch (Exception e) {
            return Failures.report(e, errors());
        }
    }
}
