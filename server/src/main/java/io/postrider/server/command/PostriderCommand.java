package io.postrider.server.command;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code postrider}: all commands below it. */
@Command(
        name = PostriderCommand.NAME,
        description = "Runs and operates a Postrider broker.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        synopsisSubcommandLabel = "COMMAND")
public final class PostriderCommand implements Runnable {
    /** The command that runs a server. */
    public static final String RUN = "run";

    static final String NAME = "postrider";

    /** In the order of the help text. */
    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            StopCommand.class,
            StatusCommand.class,
            ConfigCommand.class,
            ProduceCommand.class,
            ConsumeCommand.class,
            BrowseCommand.class,
            UserCommand.class,
            CheckCommand.class,
            RepairCommand.class,
            PerfCommand.class,
            CompletionCommand.class);

    @Spec
    private CommandSpec spec;

    private PostriderCommand() {}

    /**
     * The whole command line, ready to be executed.
     *
     * @param variables of the environment
     */
    public static CommandLine commandLine(Map<String, String> variables) {
        return commandLine(variables, command -> true);
    }

    /**
     * The command line as far as these arguments need it: to make all commands takes longer than to carry out most of them.
     *
     * @param variables of the environment
     * @param arguments that will be executed
     */
    public static CommandLine commandLine(Map<String, String> variables, String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        CommandLine line = commandLine(variables, first::equals);
        return line.getSubcommands().isEmpty() ? commandLine(variables) : line;
    }

    private static CommandLine commandLine(Map<String, String> variables, Predicate<String> wanted) {
        OptionsFactory factory = new OptionsFactory(variables);
        CommandLine line = new CommandLine(new PostriderCommand(), factory);
        for (Class<?> command : COMMANDS) {
            String name = command.getAnnotation(Command.class).name();
            if (wanted.test(name)) {
                line.addSubcommand(name, new CommandLine(command, factory));
            }
        }
        ManagementCommands.addTo(line, factory, wanted);
        withHelp(line);
        line.setParameterExceptionHandler(PostriderCommand::misunderstood);
        line.setExecutionExceptionHandler(PostriderCommand::failed);
        return line;
    }

    private static void withHelp(CommandLine line) {
        for (CommandLine below : line.getSubcommands().values()) {
            if (below.getCommandSpec().findOption("--help") == null) {
                below.getCommandSpec().mixinStandardHelpOptions(true);
                below.getCommandSpec().versionProvider(new VersionText());
            }
            withHelp(below);
        }
    }

    /** Without a command there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private static int misunderstood(ParameterException e, String[] arguments) {
        CommandLine line = e.getCommandLine();
        PrintWriter err = line.getErr();
        err.println(NAME + ": " + text(e));
        UnmatchedArgumentException.printSuggestions(e, err);
        err.println("Try \"" + line.getCommandSpec().qualifiedName() + " --help\".");
        err.flush();
        return Failures.NOT_UNDERSTOOD;
    }

    private static String text(ParameterException e) {
        boolean commandIsUnknown = e instanceof UnmatchedArgumentException unmatched
                && !unmatched.isUnknownOption()
                && !e.getCommandLine().getSubcommands().isEmpty();
        return commandIsUnknown
                ? "there is no command \""
                        + ((UnmatchedArgumentException) e).getUnmatched().get(0) + "\""
                : e.getMessage();
    }

    private static int failed(Exception e, CommandLine line, ParseResult parsed) {
        return Failures.report(e, line.getErr());
    }
}
