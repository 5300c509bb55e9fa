package io.postrider.server.command;

import io.postrider.server.output.FileTrouble;
import io.postrider.server.output.Progress;
import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where passwords come from: a file, a prompt, the standard input; never from the command line, which others can see. */
final class Passwords {
    private Passwords() {}

    /** The first line of a file. */
    static String ofFile(Path file) throws CommandFailure {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            return required(reader.readLine(), file.toString());
        } catch (IOException e) {
            throw new CommandFailure("the password file " + file + " cannot be read: " + FileTrouble.reason(e), e);
        }
    }

    /** Asks for a new password twice; without a terminal, takes the first line of the standard input. */
    static String chosen(String userName) throws CommandFailure {
        Console console = console();
        if (console == null) {
            return ofStandardInput();
        }
        String password = required(text(console.readPassword("New password for %s: ", userName)), "the prompt");
        if (!password.equals(text(console.readPassword("Once more: ")))) {
            throw new CommandFailure("the two passwords differ; nothing was changed");
        }
        return password;
    }

    /** Asks for a known password; null without a terminal. */
    static String asked(String userName) {
        Console console = console();
        return console == null ? null : text(console.readPassword("Password of %s: ", userName));
    }

    private static Console console() {
        return Progress.isTerminal() ? System.console() : null;
    }

    private static String ofStandardInput() throws CommandFailure {
        try {
            BufferedReader reader = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            return required(reader.readLine(), "the standard input");
        } catch (IOException e) {
            throw new CommandFailure("the standard input cannot be read: " + e, e);
        }
    }

    private static String text(char[] password) {
        return password == null ? null : new String(password);
    }

    private static String required(String password, String source) throws CommandFailure {
        if (password == null || password.isEmpty()) {
            throw new CommandFailure("there is no password in " + source);
        }
        return password;
    }
}
