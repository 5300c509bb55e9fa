package io.postrider.server.command;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;

/** Prints a completion script. */
@Command(
        name = "completion",
        description = {
            "Prints a script that completes this command line in bash and zsh:",
            "source <(postrider completion)"
        })
final class CompletionCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash(PostriderCommand.NAME, PostriderCommand.commandLine(Map.of())));
        System.out.flush();
        return 0;
    }
}
