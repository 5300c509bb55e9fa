package io.postrider.server.command;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What options must be beyond their type. */
final class Requirement {
    private Requirement() {}

    /** Refuses the command line unless it is so. */
    static void that(boolean met, CommandSpec command, String rule) {
        if (!met) {
            throw new ParameterException(command.commandLine(), rule);
        }
    }
}
