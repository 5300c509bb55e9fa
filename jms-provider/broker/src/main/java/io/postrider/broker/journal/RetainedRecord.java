package io.postrider.broker.journal;

/**
 * The core's name for a record that the journal keeps. The core extends it with what it knows of the record; the journal
 * notes here where the record lies, and moves it about as it likes.
 */
public abstract class RetainedRecord {
    /** What stands for the name of a record that is told by its head and gets its name later. */
    public static final RetainedRecord LATER = new RetainedRecord() {};

    private volatile Object location;

    /** Where the record lies: the journal's own business. Null before the record's commit and after its release. */
    public final Object location() {
        return location;
    }

    /** To be called by the journal alone. */
    public final void moveTo(Object newLocation) {
        location = newLocation;
    }
}
