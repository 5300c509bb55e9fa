package io.postrider.journal.derby;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.TestRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Records that are texts. */
public final class Texts {
    private Texts() {}

    /** Recovers a journal of them, which retains all. Returns them in their order. */
    public static List<String> recover(Journal journal) throws JournalException {
        List<String> told = new ArrayList<>();
        journal.recover((bytes, offset, length) -> {
            String text = new String(bytes, offset, length, StandardCharsets.UTF_8);
            told.add(text);
            return new TestRecord(text);
        });
        return told;
    }
}
