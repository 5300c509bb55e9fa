package io.postrider.server.command;

import io.postrider.client.link.Replies;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import io.postrider.server.output.Output;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command for each {@link ManagementVerb}, made from the verb's row: what it needs are parameters, what it may have are
 * options.
 */
final class ManagementCommands {
    /** Verbs whose command is not their name with a blank for the hyphen. */
    private static final Map<ManagementVerb, List<String>> OTHER_NAMES = Map.of(
            ManagementVerb.MESSAGE_MOVE, List.of("move"),
            ManagementVerb.MESSAGE_REDRIVE, List.of("redrive"),
            ManagementVerb.TRANSACTION_LIST, List.of("transactions", "list"),
            ManagementVerb.TRANSACTION_COMMIT, List.of("transactions", "commit"),
            ManagementVerb.TRANSACTION_ROLLBACK, List.of("transactions", "rollback"),
            ManagementVerb.TRANSACTION_FORGET, List.of("transactions", "forget"));

    /** Commands that have a short name besides. */
    private static final Map<ManagementVerb, String> SHORT_NAMES = Map.of(ManagementVerb.JOURNAL_BACKUP, "backup");

    /** {@link StatusCommand} shows it. */
    private static final Set<ManagementVerb> NO_COMMANDS = EnumSet.of(ManagementVerb.BROKER_STATUS);

    private static final Set<ManagementArgument> FLAGS = EnumSet.of(
            ManagementArgument.SHARED,
            ManagementArgument.NO_LOCAL,
            ManagementArgument.DRY_RUN,
            ManagementArgument.FORCE);

    /** Verbs that have no more to say than that it is so now. */
    private static final Set<String> ANSWERED_BY_NOTHING =
            Set.of("create", "delete", "pause", "resume", "commit", "rollback", "forget", "backup");

    private ManagementCommands() {}

    private static String lastWord(ManagementVerb verb) {
        return verb.text().substring(verb.text().lastIndexOf('-') + 1);
    }

    /** Adds those whose first word is wanted. */
    static void addTo(CommandLine line, OptionsFactory factory, Predicate<String> wanted) {
        for (ManagementVerb verb : ManagementVerb.values()) {
            List<String> names = names(verb);
            if (!NO_COMMANDS.contains(verb) && wanted.test(names.get(0))) {
                CommandLine parent = names.size() == 1 ? line : group(line, names.get(0));
                parent.addSubcommand(names.get(names.size() - 1), spec(verb, factory));
            }
            if (SHORT_NAMES.containsKey(verb) && wanted.test(SHORT_NAMES.get(verb))) {
                line.addSubcommand(SHORT_NAMES.get(verb), spec(verb, factory));
            }
        }
    }

    private static List<String> names(ManagementVerb verb) {
        return OTHER_NAMES.getOrDefault(verb, List.of(verb.text().split("-", 2)));
    }

    private static CommandLine group(CommandLine line, String name) {
        CommandLine known = line.getSubcommands().get(name);
        if (known != null) {
            return known;
        }
        CommandSpec spec = CommandSpec.wrapWithoutInspection(new Group());
        spec.usageMessage().description("Shows and changes: " + name + ".").synopsisSubcommandLabel("COMMAND");
        CommandLine group = new CommandLine(spec);
        ((Group) spec.userObject()).line = group;
        line.addSubcommand(name, group);
        return group;
    }

    private static CommandSpec spec(ManagementVerb verb, OptionsFactory factory) {
        Invocation invocation = new Invocation(verb, factory.connectionOptions());
        CommandSpec spec = CommandSpec.wrapWithoutInspection(invocation);
        spec.usageMessage().description(sentence(verb.meaning()));
        int index = 0;
        for (ManagementArgument argument : verb.required()) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index(Integer.toString(index++))
                    .arity("1")
                    .required(true)
                    .type(String.class)
                    .paramLabel(label(argument))
                    .description(argument.meaning())
                    .build());
        }
        for (ManagementArgument argument : verb.optional()) {
            spec.addOption(option(argument));
        }
        spec.addMixin("connection", CommandSpec.forAnnotatedObject(invocation.connection, factory));
        spec.addMixin("output", CommandSpec.forAnnotatedObject(invocation.output));
        invocation.spec = spec;
        return spec;
    }

    private static OptionSpec option(ManagementArgument argument) {
        String[] names = argument == ManagementArgument.SELECTOR
                ? new String[] {"--filter", "--selector"}
                : new String[] {"--" + argument.text()};
        OptionSpec.Builder option = OptionSpec.builder(names).description(argument.meaning());
        return FLAGS.contains(argument)
                ? option.arity("0").type(Boolean.class).build()
                : option.arity("1")
                        .type(String.class)
                        .paramLabel(label(argument))
                        .build();
    }

    private static String label(ManagementArgument argument) {
        return argument.text().toUpperCase(Locale.ROOT);
    }

    private static String sentence(String meaning) {
        return Character.toUpperCase(meaning.charAt(0)) + meaning.substring(1) + ".";
    }

    /** A word that needs another one after it. */
    private static final class Group implements Runnable {
        private CommandLine line;

        @Override
        public void run() {
            throw new CommandLine.ParameterException(
                    line,
                    "a command is missing; there are " + line.getSubcommands().keySet());
        }
    }

    /** One command: asks the broker, prints what it answers. */
    private static final class Invocation implements Callable<Integer> {
        private final ManagementVerb verb;
        private final ConnectionOptions connection;
        private final OutputOptions output = new OutputOptions();
        private CommandSpec spec;

        Invocation(ManagementVerb verb, ConnectionOptions connection) {
            this.verb = verb;
            this.connection = connection;
        }

        @Override
        public Integer call() throws Exception {
            ManagementRequest request = request();
            BrokerLink link = connection.link();
            try {
                ManagementReply reply = Replies.await(link.manage(request));
                report(output.open(), reply.rows());
                return 0;
            } finally {
                Replies.await(link.close());
            }
        }

        private void report(Output out, List<Map<String, Object>> rows) {
            if (rows.isEmpty() && !out.isJson() && ANSWERED_BY_NOTHING.contains(lastWord(verb))) {
                out.say("done");
            } else {
                out.table(rows);
            }
        }

        private ManagementRequest request() {
            ManagementRequest request = ManagementRequest.of(verb);
            int index = 0;
            for (ManagementArgument argument : verb.required()) {
                String value = spec.positionalParameters().get(index++).getValue();
                request = request.with(argument, value);
            }
            for (ManagementArgument argument : verb.optional()) {
                String name = argument == ManagementArgument.SELECTOR ? "--filter" : "--" + argument.text();
                Object value = spec.findOption(name).getValue();
                if (value != null) {
                    request = request.with(argument, value);
                }
            }
            return request;
        }
    }
}
