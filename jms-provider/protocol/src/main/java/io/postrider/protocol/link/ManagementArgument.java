package io.postrider.protocol.link;

/** Every argument that a management verb may take: its name, as it is written, and what it means. */
public enum ManagementArgument {
    /** A queue's or topic's name, or a subscription's. */
    NAME("name", "the name of the queue, topic or subscription"),
    /** Which rows are wanted. */
    PATTERN("pattern", "only destinations that match: * stands for one word, > at the end for one or more"),
    /** A subscription's topic. */
    TOPIC("topic", "the name of the subscription's topic"),
    /** Whose subscription. */
    CLIENT_ID("client-id", "the client identifier that the subscription belongs to; without it, to none"),
    /** Whether a subscription may have several consumers. */
    SHARED("shared", "true for a subscription that may have several consumers; false if not given"),
    /** Whether a subscription leaves out what its own client sends. */
    NO_LOCAL("no-local", "true to leave out what the same client identifier sends; false if not given"),
    /** Which messages. */
    SELECTOR("selector", "a message selector (section 3.8); all messages if not given"),
    /** How many messages at most. */
    LIMIT("limit", "how many messages at most, above 0; all if not given"),
    /** How fast. */
    RATE("rate", "how many messages a second at most, above 0; as fast as it goes if not given"),
    /** Whether to count only. */
    DRY_RUN("dry-run", "true to count what would be moved, and move nothing; false if not given"),
    /** Whether open consumers are closed. */
    FORCE("force", "true to close the consumers that are open; false, which fails where there are any, if not given"),
    /** Where messages are taken from. */
    FROM("from", "the queue the messages are taken from"),
    /** Where messages go. */
    TO("to", "the queue the messages are moved to"),
    /** Which branch. */
    BRANCH("branch", "the branch as transaction-list shows it: format, global part and branch part, in hexadecimal"),
    /** Where a backup goes. */
    DIRECTORY("directory", "a directory on the broker's machine that does not exist yet or is empty");

    private final String text;
    private final String meaning;

    ManagementArgument(String text, String meaning) {
        this.text = text;
        this.meaning = meaning;
    }

    /** The name, as it stands in a {@link ManagementRequest}: lower case, words joined by hyphens. */
    public String text() {
        return text;
    }

    /** What it means, for people: half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The name. */
    @Override
    public String toString() {
        return text;
    }
}
