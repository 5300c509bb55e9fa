package io.postrider.broker;

import io.postrider.broker.core.BrokerSettings;
import io.postrider.broker.policy.Limits;
import io.postrider.broker.policy.PolicyOption;
import io.postrider.broker.security.Authorizer;
import io.postrider.broker.security.BuiltInUsers;
import io.postrider.broker.security.SecurityRealm;
import io.postrider.broker.vm.VmBrokers;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ThreadFactory;

/** Collects a broker's settings and starts it. For one thread. Each setting not given has the default said with it. */
public final class BrokerBuilder {
    private BrokerSettings settings;
    private BuiltInUsers users;
    private boolean closedAtExit = true;

    BrokerBuilder(String name) {
        settings = VmBrokers.defaults(name);
    }

    /** Where its journal lies; {@code ./postrider-data/NAME} if not given. It is made if need be. */
    public BrokerBuilder dataDirectory(Path value) {
        settings = settings.withDataDirectory(value);
        return this;
    }

    /** Its kind of journal: {@code derby}, which is the default, or {@code memory}, which keeps nothing on disk. */
    public BrokerBuilder journal(String value) {
        settings = settings.withJournal(value);
        return this;
    }

    /**
     * Adds a user. With any user, connections need a user name and its password; with none, all of this VM are welcome, as the
     * VM is the trust boundary, and none from outside. Only a salted hash of the password is kept. Takes a tenth of a second or
     * more.
     *
     * @param roles by which {@link #permissions} are given; {@code admin} may manage the broker if none are
     * @throws IllegalArgumentException if the name is blank
     * @throws IllegalStateException if a realm was given
     */
    public BrokerBuilder user(String name, String password, String... roles) {
        if (settings.security().realm() != null && users == null) {
            throw new IllegalStateException("users are added to the realm that was given, not to the builder");
        }
        users = (users == null ? BuiltInUsers.none() : users).with(name, password, Set.of(roles));
        settings = settings.withSecurity(settings.security().withRealm(users));
        return this;
    }

    /**
     * Gives the broker a realm that knows its users.
     *
     * @throws IllegalStateException if users were added
     */
    public BrokerBuilder realm(SecurityRealm value) {
        if (users != null) {
            throw new IllegalStateException("users were added to the builder, and a realm would not know them");
        }
        settings = settings.withSecurity(settings.security().withRealm(value));
        return this;
    }

    /**
     * What users may do; if not given, all may use, create and delete all destinations, and the role {@code admin} may manage
     * besides.
     */
    public BrokerBuilder permissions(Authorizer value) {
        settings = settings.withSecurity(settings.security().withAuthorizer(value));
        return this;
    }

    /**
     * Whether connections without a user name are welcome although there are users, and from outside this VM; false if not
     * given. They have the role {@code guest}.
     */
    public BrokerBuilder guests(boolean value) {
        settings = settings.withSecurity(settings.security().withGuests(value));
        return this;
    }

    /**
     * Says one thing of all destinations that a pattern names, such as {@code policy("orders.>", MAX_DELIVERY_ATTEMPTS, 5)}. For
     * each option the most specific pattern that says anything of it holds; where none does, its default.
     *
     * @param pattern words with dots between them, {@code *} for any word, {@code >} at the end for any words; with
     *     {@code queue://} or {@code topic://} before it for one kind alone
     * @param value as {@link PolicyOption} says, written as its {@code toString()}
     * @throws IllegalArgumentException naming the pattern, or the option, and what is wrong with it
     */
    public BrokerBuilder policy(String pattern, PolicyOption option, Object value) {
        settings = settings.withPolicies(settings.policies().with(pattern, option, String.valueOf(value)));
        return this;
    }

    /**
     * Adds rules as text, such as {@code "orders.> maxDeliveryAttempts=5 redeliveryDelayMillis=1000"}, with semicolons or line ends
     * between them.
     *
     * @throws IllegalArgumentException naming the rule that cannot be understood, and why
     */
    public BrokerBuilder policies(String rules) {
        settings = settings.withPolicies(settings.policies().with(rules));
        return this;
    }

    /**
     * After how many failed deliveries a message moves to the dead-letter queue, where no more specific {@link #policy} says
     * anything else; 0 for never; 10 if not given.
     *
     * @throws IllegalArgumentException below 0
     */
    public BrokerBuilder maxDeliveryAttempts(int value) {
        return policy(">", PolicyOption.MAX_DELIVERY_ATTEMPTS, value);
    }

    /** The dead-letter queue's name, where no more specific {@link #policy} says anything else; {@code DLQ} if not given. */
    public BrokerBuilder deadLetterQueue(String value) {
        return policy(">", PolicyOption.DEAD_LETTER_QUEUE, value);
    }

    /**
     * How much memory messages may take, in bytes, before persistent ones are kept in the journal alone; a quarter of the
     * largest heap if not given. Sends are refused beyond twice as much, which only messages can reach that are not
     * persistent or not yet delivered by a transaction.
     *
     * @throws IllegalArgumentException if not above 0
     */
    public BrokerBuilder memoryBudgetBytes(long value) {
        settings = settings.withMemoryBudgetBytes(value);
        return this;
    }

    /**
     * How much space is to be kept free on the journal's disk, in bytes; 128 MiB if not given, 0 to never refuse. While less is
     * free, persistent messages are refused; consumers go on, and free space. It has to suffice for what goes on meanwhile: less
     * than 64 MiB may not.
     *
     * @throws IllegalArgumentException below 0
     */
    public BrokerBuilder minFreeDiskBytes(long value) {
        settings = settings.withMinFreeDiskBytes(value);
        return this;
    }

    /**
     * What becomes of a message that is not persistent when the memory budget is used up: it lies in the journal alone until consumers come near it
     * ({@code PAGE}, if not given), its send waits for room ({@code BLOCK}), or fails ({@code FAIL}).
     *
     * @throws IllegalArgumentException if it is {@code DROP_OLDEST}
     */
    public BrokerBuilder whenMemoryFull(Limits.WhenFull value) {
        settings = settings.withLimits(settings.limits().withWhenMemoryFull(value));
        return this;
    }

    /**
     * How many bytes of messages the journal may have, and what becomes of a message beyond that; no limit if not given, but for a journal in
     * memory: twice the memory budget, beyond which sends fail.
     *
     * @param maxBytes 0 for no limit
     * @param whenFull {@code BLOCK}: its send waits; {@code FAIL}: its send fails
     * @throws IllegalArgumentException if the number is below 0, or it is neither
     */
    public BrokerBuilder journalLimit(long maxBytes, Limits.WhenFull whenFull) {
        settings = settings.withLimits(settings.limits().withJournal(maxBytes, whenFull));
        return this;
    }

    /**
     * How long a send waits for room in the broker's memory or journal before it fails, in milliseconds; 30,000 if not given.
     *
     * @throws IllegalArgumentException below 0
     */
    public BrokerBuilder blockTimeoutMillis(long value) {
        settings = settings.withLimits(settings.limits().withBlockTimeoutMillis(value));
        return this;
    }

    /**
     * Adds limits of users as text, such as {@code "* maxConnections=100; batch maxJournalBytes=1000000000 whenJournalFull=fail"}, with semicolons or line ends
     * between the rules; {@code *} is each user of whom no other rule says anything.
     *
     * @throws IllegalArgumentException naming the rule that cannot be understood, and why
     */
    public BrokerBuilder userLimits(String rules) {
        settings = settings.withLimits(
                settings.limits().withUsers(settings.limits().users().with(rules)));
        return this;
    }

    /** The broker's time; the system's if not given. */
    public BrokerBuilder clock(Clock value) {
        settings = settings.withClock(value);
        return this;
    }

    /** Makes the broker's threads; daemons named after the broker if not given. */
    public BrokerBuilder threads(ThreadFactory value) {
        settings = settings.withThreads(value);
        return this;
    }

    /**
     * Whether the broker is closed when the VM exits in order; true if not given. A program that has an exit hook of its own, in
     * which something else has to come first, such as no longer listening, says false and closes the broker there.
     */
    public BrokerBuilder closedAtExit(boolean value) {
        closedAtExit = value;
        return this;
    }

    /**
     * Starts the broker. Blocks until it has recovered what its journal holds.
     *
     * @throws BrokerException with {@link BrokerError#ILLEGAL_STATE} if a broker of this name runs in this VM,
     *     {@link BrokerError#INVALID_ADDRESS} if the kind of journal is not known, {@link BrokerError#JOURNAL_FAILED} if the
     *     journal cannot be opened or read
     */
    public Broker start() throws BrokerException {
        return new Broker(VmBrokers.ofThisVm().start(settings, closedAtExit));
    }
}
