package io.postrider.server.command;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.output.FileTrouble;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import java.io.IOException;
import java.io.PrintWriter;

/** Tells people why a command failed, and programs by the exit code. */
final class Failures {
    static final int FAILED = 1;
    static final int NOT_UNDERSTOOD = 2;

    private Failures() {}

    /** The exit code of a command that ended with an exception, which is printed: with its trace if nobody expected it. */
    static int report(Exception e, PrintWriter err) {
        if (isExpected(e)) {
            err.println(PostriderCommand.NAME + ": " + text(e));
        } else {
            e.printStackTrace(err);
        }
        err.flush();
        return e instanceof ConfigurationException ? NOT_UNDERSTOOD : FAILED;
    }

    private static String text(Exception e) {
        return e instanceof IOException failure ? FileTrouble.text(failure) : e.getMessage();
    }

    /** Whether the message says enough. */
    private static boolean isExpected(Exception e) {
        return e instanceof CommandFailure
                || e instanceof ConfigurationException
                || e instanceof IOException
                || e instanceof JMSException
                || e instanceof JMSRuntimeException;
    }
}
