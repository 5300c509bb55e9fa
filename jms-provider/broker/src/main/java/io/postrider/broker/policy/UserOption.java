package io.postrider.broker.policy;

/** Everything that can be said of a user, a row each. */
public enum UserOption {
    MAX_CONNECTIONS(
            "maxConnections", OptionType.COUNT, "", "0", "how many connections the user may have; 0 for no limit"),
    MAX_MEMORY(
            "maxMemoryBytes",
            OptionType.AMOUNT,
            "bytes",
            "0",
            "how much memory the messages may take that the user has sent; 0 for no limit"),
    WHEN_MEMORY_FULL(
            "whenMemoryFull",
            OptionType.choice("page", "block", "fail"),
            "",
            "page",
            "what becomes of a message beyond that: it lies on disk alone, persistent or not; its send waits; or fails"),
    MAX_JOURNAL(
            "maxJournalBytes",
            OptionType.AMOUNT,
            "bytes",
            "0",
            "how many bytes of the journal the messages may have that the user has sent; 0 for no limit"),
    WHEN_JOURNAL_FULL(
            "whenJournalFull",
            OptionType.choice("block", "fail"),
            "",
            "block",
            "what becomes of a message beyond that: its send waits, or fails"),
    BLOCK_TIMEOUT(
            "blockTimeoutMillis",
            OptionType.AMOUNT,
            "milliseconds",
            "30000",
            "how long a send waits for room before it fails");

    static final String KIND = "limit of users";

    private final OptionRow row;

    UserOption(String text, OptionType type, String unit, String defaultValue, String meaning) {
        row = new OptionRow(text, type, unit, defaultValue, meaning);
    }

    /** What is said of it. */
    public OptionRow row() {
        return row;
    }

    static UserOption named(String text) {
        return OptionRow.named(KIND, text, values(), UserOption::row);
    }

    /** The name. */
    @Override
    public String toString() {
        return row.text();
    }
}
