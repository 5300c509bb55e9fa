package io.postrider.server.command;

import io.postrider.server.output.Output;
import picocli.CommandLine.Option;

/** How a command prints. */
final class OutputOptions {
    @Option(names = "--json", description = "prints JSON")
    private boolean json;

    Output open() {
        return Output.standard(json);
    }
}
