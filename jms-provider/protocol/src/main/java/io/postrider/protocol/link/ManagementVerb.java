package io.postrider.protocol.link;

import static io.postrider.protocol.link.ManagementArgument.BRANCH;
import static io.postrider.protocol.link.ManagementArgument.CLIENT_ID;
import static io.postrider.protocol.link.ManagementArgument.DIRECTORY;
import static io.postrider.protocol.link.ManagementArgument.DRY_RUN;
import static io.postrider.protocol.link.ManagementArgument.FORCE;
import static io.postrider.protocol.link.ManagementArgument.FROM;
import static io.postrider.protocol.link.ManagementArgument.LIMIT;
import static io.postrider.protocol.link.ManagementArgument.NAME;
import static io.postrider.protocol.link.ManagementArgument.NO_LOCAL;
import static io.postrider.protocol.link.ManagementArgument.PATTERN;
import static io.postrider.protocol.link.ManagementArgument.RATE;
import static io.postrider.protocol.link.ManagementArgument.SELECTOR;
import static io.postrider.protocol.link.ManagementArgument.SHARED;
import static io.postrider.protocol.link.ManagementArgument.TO;
import static io.postrider.protocol.link.ManagementArgument.TOPIC;

import java.util.List;
import java.util.Optional;

/**
 * Every verb of {@link BrokerLink#manage}, a row each: its name, the permission it needs, its arguments, what it does.
 *
 * <p>The permission is needed for the destination that the arguments name; where they name none, for all of them (pattern
 * {@code >}), as the broker itself is managed. Verbs that list destinations answer with those on which the user has it.
 */
public enum ManagementVerb {
    BROKER_STATUS("broker-status", Permission.MANAGE, "the broker's figures, in one row", none(), none()),

    QUEUE_LIST("queue-list", Permission.MANAGE, "queues with their figures, a row each", none(), List.of(PATTERN)),
    QUEUE_CREATE("queue-create", Permission.CREATE, "makes a queue; it may be there already", List.of(NAME), none()),
    QUEUE_DELETE(
            "queue-delete", Permission.DELETE, "deletes a queue with what it holds", List.of(NAME), List.of(FORCE)),
    QUEUE_PURGE(
            "queue-purge",
            Permission.MANAGE,
            "deletes the messages of a queue that are not delivered just now, and counts them",
            List.of(NAME),
            List.of(SELECTOR)),
    QUEUE_PAUSE(
            "queue-pause",
            Permission.MANAGE,
            "a queue takes messages and delivers none, also after a restart",
            List.of(NAME),
            none()),
    QUEUE_RESUME("queue-resume", Permission.MANAGE, "a paused queue delivers again", List.of(NAME), none()),

    TOPIC_LIST("topic-list", Permission.MANAGE, "topics with their figures, a row each", none(), List.of(PATTERN)),
    TOPIC_CREATE("topic-create", Permission.CREATE, "makes a topic; it may be there already", List.of(NAME), none()),
    TOPIC_DELETE(
            "topic-delete",
            Permission.DELETE,
            "deletes a topic with its subscriptions and what they hold",
            List.of(NAME),
            List.of(FORCE)),
    TOPIC_PURGE(
            "topic-purge", Permission.MANAGE, "purges every subscription of a topic", List.of(NAME), List.of(SELECTOR)),
    TOPIC_CLEAR(
            "topic-clear",
            Permission.MANAGE,
            "forgets the last message that a topic keeps for new subscriptions",
            List.of(NAME),
            none()),
    TOPIC_PAUSE(
            "topic-pause", Permission.MANAGE, "pauses every subscription that a topic has now", List.of(NAME), none()),
    TOPIC_RESUME("topic-resume", Permission.MANAGE, "resumes every subscription of a topic", List.of(NAME), none()),

    SUBSCRIPTION_LIST(
            "subscription-list",
            Permission.MANAGE,
            "subscriptions with their figures, a row each",
            none(),
            List.of(PATTERN)),
    SUBSCRIPTION_CREATE(
            "subscription-create",
            Permission.CREATE,
            "makes a durable subscription of a topic, as its first consumer would",
            List.of(TOPIC, NAME),
            List.of(CLIENT_ID, SHARED, SELECTOR, NO_LOCAL)),
    SUBSCRIPTION_DELETE(
            "subscription-delete",
            Permission.DELETE,
            "deletes a durable subscription with what it holds",
            List.of(NAME),
            List.of(CLIENT_ID, FORCE)),
    SUBSCRIPTION_PURGE(
            "subscription-purge",
            Permission.MANAGE,
            "deletes the messages of a durable subscription that are not delivered just now, and counts them",
            List.of(NAME),
            List.of(CLIENT_ID, SELECTOR)),
    SUBSCRIPTION_PAUSE(
            "subscription-pause",
            Permission.MANAGE,
            "a durable subscription takes messages and delivers none, also after a restart",
            List.of(NAME),
            List.of(CLIENT_ID)),
    SUBSCRIPTION_RESUME(
            "subscription-resume",
            Permission.MANAGE,
            "a paused durable subscription delivers again",
            List.of(NAME),
            List.of(CLIENT_ID)),

    MESSAGE_MOVE(
            "message-move",
            Permission.MANAGE,
            "moves messages to another queue, to which the user may send, and counts them",
            List.of(FROM, TO),
            List.of(SELECTOR, LIMIT, RATE, DRY_RUN)),
    MESSAGE_REDRIVE(
            "message-redrive",
            Permission.MANAGE,
            "moves messages of a dead-letter queue back to where they came from, to which the user may send, and counts"
                    + " them by destination",
            List.of(FROM),
            List.of(SELECTOR, LIMIT, RATE, DRY_RUN)),

    POLICY_LIST("policy-list", Permission.MANAGE, "what the rules of policies say, an option a row", none(), none()),
    POLICY_SHOW(
            "policy-show",
            Permission.MANAGE,
            "what holds for a queue, or with topic:// before the name for a topic, and by which rule",
            List.of(NAME),
            none()),

    TRANSACTION_LIST(
            "transaction-list",
            Permission.MANAGE,
            "the branches of distributed transactions that are in doubt or were decided by an operator, a row each",
            none(),
            none()),
    TRANSACTION_COMMIT(
            "transaction-commit",
            Permission.MANAGE,
            "commits a branch in doubt, and remembers that until its transaction manager forgets it",
            List.of(BRANCH),
            none()),
    TRANSACTION_ROLLBACK(
            "transaction-rollback",
            Permission.MANAGE,
            "rolls a branch in doubt back, and remembers that until its transaction manager forgets it",
            List.of(BRANCH),
            none()),
    TRANSACTION_FORGET(
            "transaction-forget",
            Permission.MANAGE,
            "forgets a branch that an operator decided, as its transaction manager will not",
            List.of(BRANCH),
            none()),

    CONNECTION_LIST("connection-list", Permission.MANAGE, "the open connections, a row each", none(), none()),
    ACCOUNT_LIST(
            "account-list",
            Permission.MANAGE,
            "users that have been connected, with what they have and may have of connections, memory and journal, a row each",
            none(),
            none()),
    JOURNAL_STATUS("journal-status", Permission.MANAGE, "the journal's figures, in one row", none(), none()),
    JOURNAL_BACKUP(
            "journal-backup",
            Permission.MANAGE,
            "writes a copy of the journal from which a broker can start, while this one goes on",
            List.of(DIRECTORY),
            none());

    private final String text;
    private final Permission permission;
    private final String meaning;
    private final List<ManagementArgument> required;
    private final List<ManagementArgument> optional;

    ManagementVerb(
            String text,
            Permission permission,
            String meaning,
            List<ManagementArgument> required,
            List<ManagementArgument> optional) {
        this.text = text;
        this.permission = permission;
        this.meaning = meaning;
        this.required = required;
        this.optional = optional;
    }

    private static List<ManagementArgument> none() {
        return List.of();
    }

    /** The name, as it stands in a {@link ManagementRequest}: lower case, words joined by hyphens. Permanent. */
    public String text() {
        return text;
    }

    /** What the user needs. */
    public Permission permission() {
        return permission;
    }

    /** What it does, for people: half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The arguments that must be given. */
    public List<ManagementArgument> required() {
        return required;
    }

    /** The arguments that may be given. */
    public List<ManagementArgument> optional() {
        return optional;
    }

    /** The verb of a name, if there is one. */
    public static Optional<ManagementVerb> named(String text) {
        for (ManagementVerb verb : values()) {
            if (verb.text.equals(text)) {
                return Optional.of(verb);
            }
        }
        return Optional.empty();
    }

    /** The name. */
    @Override
    public String toString() {
        return text;
    }
}
