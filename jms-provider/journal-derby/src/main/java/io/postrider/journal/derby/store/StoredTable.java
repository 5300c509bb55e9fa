package io.postrider.journal.derby.store;

/**
 * A table of the journal, as its rows are read and written: each has a number, and bytes where the table has a column for them.
 *
 * @param numberColumn its first column
 * @param big whether that is a BIGINT, rather than an INT
 * @param bytesColumn its second and last column; null if there is none
 */
record StoredTable(String name, String numberColumn, boolean big, String bytesColumn) {

    /** Rows of a number alone. */
    static StoredTable ofNumbers(String name, String column) {
        return new StoredTable(name, column, false, null);
    }

    boolean hasBytes() {
        return bytesColumn != null;
    }
}
