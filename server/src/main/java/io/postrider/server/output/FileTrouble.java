package io.postrider.server.output;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What is wrong with a file, in words: many exceptions of the JDK have no more than its name to say. */
public final class FileTrouble {
    private FileTrouble() {}

    /** What is wrong, after the file's name if the exception has it. */
    public static String text(IOException e) {
        String file = e instanceof FileSystemException failure ? failure.getFile() : null;
        return file == null ? reason(e) : file + ": " + reason(e);
    }

    /** What is wrong, for those who know the file's name. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or directory";
        } else if (e instanceof AccessDeniedException) {
            return "this user has no permission";
        }
        String said = e instanceof FileSystemException failure ? failure.getReason() : e.getMessage();
        return said == null ? e.getClass().getSimpleName() : said;
    }
}
