package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Runs a server until the process is told to end: where {@link RunLine} does not know what is asked for. */
@Command(
        name = PostriderCommand.RUN,
        description = {
            "Runs a broker that listens, until it is told to stop (SIGTERM, Ctrl-C, postrider stop).",
            "The first start makes an administrator, and prints the password once."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, InterruptedException {
        return ServerRun.run(options.read(), output.open());
    }
}
