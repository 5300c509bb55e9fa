package io.postrider.broker.core;

import io.postrider.broker.policy.BrokerLimits;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.security.SecuritySettings;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.ThreadFactory;

/**
 * What a broker is started with. Immutable.
 *
 * @param name the broker's name
 * @param dataDirectory where its journal lies
 * @param journal the name of its kind of journal
 * @param security who may connect, and what they may do
 * @param policies what holds for its destinations
 * @param memoryBudgetBytes how much memory messages may take before persistent ones are kept in the journal alone
 * @param minFreeDiskBytes how much is to be kept free on the journal's disk: with less, persistent messages are refused; 0 to never
 *     refuse
 * @param limits what it may hold besides, and what each user may have
 * @param clock the broker's time
 * @param threads makes the broker's threads
 */
public record BrokerSettings(
        String name,
        Path dataDirectory,
        String journal,
        SecuritySettings security,
        PolicyRules policies,
        long memoryBudgetBytes,
        long minFreeDiskBytes,
        BrokerLimits limits,
        Clock clock,
        ThreadFactory threads) {

    /** The default of {@link #journal}. */
    public static final String DEFAULT_JOURNAL = "derby";

    /** The default of {@link #minFreeDiskBytes}: what the journal needs to move things about, and Derby's log. */
    public static final long DEFAULT_MIN_FREE_DISK_BYTES = 128L << 20;

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException with the reason
     */
    public BrokerSettings {
        Objects.requireNonNull(clock, "clock");
        Objects.requireNonNull(threads, "threads");
        Objects.requireNonNull(security, "security");
        Objects.requireNonNull(policies, "policies");
        Objects.requireNonNull(limits, "limits");
        require(!name.isBlank(), "a broker's name must not be blank");
        require(memoryBudgetBytes > 0, "memoryBudgetBytes must be above 0");
        require(minFreeDiskBytes >= 0, "minFreeDiskBytes must not be below 0");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    /** The defaults for a broker of this name: the Derby journal in {@code ./postrider-data/NAME}, open to all. */
    public static BrokerSettings defaults(String name, Clock clock, ThreadFactory threads) {
        return new BrokerSettings(
                name,
                Path.of("postrider-data", name),
                DEFAULT_JOURNAL,
                SecuritySettings.defaults(),
                PolicyRules.none(),
                Runtime.getRuntime().maxMemory() / 4,
                DEFAULT_MIN_FREE_DISK_BYTES,
                BrokerLimits.defaults(),
                clock,
                threads);
    }

    /** These settings with the journal in another directory. */
    public BrokerSettings withDataDirectory(Path value) {
        return new BrokerSettings(
                name, value, journal, security, policies, memoryBudgetBytes, minFreeDiskBytes, limits, clock, threads);
    }

    /** These settings with another kind of journal. */
    public BrokerSettings withJournal(String value) {
        return new BrokerSettings(
                name,
                dataDirectory,
                value,
                security,
                policies,
                memoryBudgetBytes,
                minFreeDiskBytes,
                limits,
                clock,
                threads);
    }

    /** These settings, secured otherwise. */
    public BrokerSettings withSecurity(SecuritySettings value) {
        return new BrokerSettings(
                name,
                dataDirectory,
                journal,
                value,
                policies,
                memoryBudgetBytes,
                minFreeDiskBytes,
                limits,
                clock,
                threads);
    }

    /** These settings with other policies. */
    public BrokerSettings withPolicies(PolicyRules value) {
        return new BrokerSettings(
                name,
                dataDirectory,
                journal,
                security,
                value,
                memoryBudgetBytes,
                minFreeDiskBytes,
                limits,
                clock,
                threads);
    }

    /** These settings with another memory budget. */
    public BrokerSettings withMemoryBudgetBytes(long value) {
        return new BrokerSettings(
                name, dataDirectory, journal, security, policies, value, minFreeDiskBytes, limits, clock, threads);
    }

    /** These settings with another reserve of disk space. */
    public BrokerSettings withMinFreeDiskBytes(long value) {
        return new BrokerSettings(
                name, dataDirectory, journal, security, policies, memoryBudgetBytes, value, limits, clock, threads);
    }

    /** These settings with other limits. */
    public BrokerSettings withLimits(BrokerLimits value) {
        return new BrokerSettings(
                name,
                dataDirectory,
                journal,
                security,
                policies,
                memoryBudgetBytes,
                minFreeDiskBytes,
                value,
                clock,
                threads);
    }

    /** These settings with another clock. */
    public BrokerSettings withClock(Clock value) {
        return new BrokerSettings(
                name,
                dataDirectory,
                journal,
                security,
                policies,
                memoryBudgetBytes,
                minFreeDiskBytes,
                limits,
                value,
                threads);
    }

    /** These settings with other threads. */
    public BrokerSettings withThreads(ThreadFactory value) {
        return new BrokerSettings(
                name,
                dataDirectory,
                journal,
                security,
                policies,
                memoryBudgetBytes,
                minFreeDiskBytes,
                limits,
                clock,
                value);
    }

    /** For people: no passwords, nor their hashes. */
    @Override
    public String toString() {
        return "broker " + name + " with the " + journal + " journal in " + dataDirectory + ", " + security;
    }
}
