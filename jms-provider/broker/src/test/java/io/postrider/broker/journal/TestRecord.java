package io.postrider.broker.journal;

import java.nio.charset.StandardCharsets;

/** A retained record that knows its name. */
public final class TestRecord extends RetainedRecord {
    private final String name;

    public TestRecord(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    /** The record to append under this name: its bytes are the name. */
    public JournalRecord toRecord() {
        return new JournalRecord(name.getBytes(StandardCharsets.UTF_8), null, this);
    }

    @Override
    public String toString() {
        return name;
    }
}
