package io.postrider.server.command;

import io.postrider.server.output.Output;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Option;

/** How a command prints. */
final class OutputOptions {
    @Option(names = "--json", description = "prints JSON")
    private boolean json;

    Output open() {
        return new Output(new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8)), json);
    }
}
