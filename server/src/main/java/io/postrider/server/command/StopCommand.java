package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.output.Output;
import io.postrider.server.run.ProcessNote;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops the server of a data directory. */
@Command(name = "stop", description = "Stops the server of the data directory, and waits until it has stopped.")
final class StopCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Mixin
    private OutputOptions output;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "how long to wait; ${DEFAULT-VALUE} if not given")
    private long timeoutSeconds;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure, IOException, InterruptedException {
        ServerSettings settings = options.read();
        ProcessNote note = ProcessNote.read(settings.dataDirectory())
                .filter(found -> found.process().isPresent())
                .orElseThrow(() -> new CommandFailure("no server runs in " + settings.dataDirectory()));
        ProcessHandle process = note.process().orElse(null);
        if (process != null) {
            process.destroy();
            await(process);
        }
        Output out = output.open();
        out.say("the server, process " + note.pid() + ", has stopped");
        if (out.isJson()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("stopped", true);
            row.put("process", note.pid());
            out.record(row);
        }
        return 0;
    }

    private void await(ProcessHandle process) throws CommandFailure, InterruptedException {
        try {
            process.onExit().get(timeoutSeconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new CommandFailure(
                    "the server, process " + process.pid() + ", still runs after " + timeoutSeconds + " seconds", e);
        } catch (ExecutionException e) {
            throw new CommandFailure("the server cannot be waited for: " + e.getCause(), e);
        }
    }
}
