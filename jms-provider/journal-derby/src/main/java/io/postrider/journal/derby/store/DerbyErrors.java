package io.postrider.journal.derby.store;

import io.postrider.broker.journal.JournalException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.apache.derby.shared.common.error.StandardException;

/** What Derby's errors mean for a journal, said in a sentence. */
public final class DerbyErrors {
    private static final int DATABASE_SEVERITY = 45_000;

    private static final int MAX_TEXT_CHARS = 300;

    private static final Set<String> DISK_STATES = Set.of("XSLA0", "XSLA1", "XSDG1", "XSLA4");
    private static final Set<String> BOOTED_ELSEWHERE = Set.of("XSDB6");
    private static final Set<String> DAMAGED_PAGE =
            Set.of("XSDG0", "XSDG2", "XSDG4", "XSDB0", "XSDB1", "XSDB2", "XSDB3", "XSDBB");

    private DerbyErrors() {}

    /** An error as the journal tells it: what failed, where, what to do. */
    public static JournalException explain(String what, Path directory, SQLException error) {
        return new JournalException(
                "The journal in " + directory.toAbsolutePath() + " " + what + ": " + advice(error) + " (" + brief(error)
                        + ")",
                error);
    }

    /** As {@link #explain}, of a database that does not boot. */
    static JournalException explainOpening(Path directory, SQLException error) {
        if (!pageIsDamaged(error)) {
            return explain("could not be opened", directory, error);
        }
        return new JournalException(
                "The journal in " + directory.toAbsolutePath()
                        + " could not be opened: a page on disk is damaged that it"
                        + " needs to repeat its log, and starting again does not help. Put a backup in its place ("
                        + brief(error) + ")",
                error);
    }

    /** Code and text of an error; of a damaged page, without its dump. */
    public static String brief(SQLException error) {
        String text = String.valueOf(error.getMessage());
        int lineEnd = text.indexOf('\n');
        int end = Math.min(lineEnd < 0 ? text.length() : lineEnd, MAX_TEXT_CHARS);
        return error.getSQLState() + ": " + text.substring(0, end).strip();
    }

    /** Whether the database went down with this error. */
    public static boolean databaseIsGone(SQLException error) {
        for (SQLException next = error; next != null; next = next.getNextException()) {
            if (next.getErrorCode() >= DATABASE_SEVERITY) {
                return true;
            }
        }
        return false;
    }

    /** Whether a page on disk is not what was written. */
    public static boolean pageIsDamaged(SQLException error) {
        return hasState(error, DAMAGED_PAGE);
    }

    private static String advice(SQLException error) {
        if (hasCause(error, "No space left on device") || hasCause(error, "not enough space")) {
            return "the disk is full. Free some space and start the broker again; all that was confirmed is there";
        }
        if (hasState(error, DISK_STATES)) {
            return "the disk cannot be written to (is it full?). Make it writable and start the broker again; all that"
                    + " was confirmed is there";
        }
        if (hasState(error, BOOTED_ELSEWHERE)) {
            return "another process or class loader has booted this database past the journal's own lock";
        }
        if (pageIsDamaged(error)) {
            return "a page on disk is damaged. Start the broker again: what can be read is rescued, the rest reported";
        }
        if (databaseIsGone(error)) {
            return "Derby has shut the database down. Start the broker again; all that was confirmed is there";
        }
        return "Derby reported an error";
    }

    private static boolean hasState(SQLException error, Set<String> states) {
        for (Throwable next = error; next != null; next = next.getCause()) {
            // what fails while Derby boots is told as its own kind of exception
            if (next instanceof StandardException derby && states.contains(derby.getSQLState())) {
                return true;
            }
            if (next instanceof SQLException sql) {
                for (SQLException each = sql; each != null; each = each.getNextException()) {
                    if (states.contains(each.getSQLState())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean hasCause(Throwable error, String text) {
        for (Throwable next = error; next != null; next = next.getCause()) {
            if (next.getMessage() != null && next.getMessage().contains(text)) {
                return true;
            }
        }
        return false;
    }
}
