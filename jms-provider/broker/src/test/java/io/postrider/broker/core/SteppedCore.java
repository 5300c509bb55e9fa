package io.postrider.broker.core;

import io.postrider.broker.core.step.Timers;
import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalProvider;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.policy.BrokerLimits;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.security.SecuritySettings;
import io.postrider.protocol.link.BrokerException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Starts brokers that do all they do on the calling thread, when they are told to. */
public final class SteppedCore {

    private SteppedCore() {}

    /** A broker on a journal, with these policies. Nothing happens but by its commands and these timers. */
    public static BrokerCore start(Journal journal, Clock clock, Timers timers, PolicyRules policies)
            throws BrokerException {
        return start(journal, clock, timers, policies, settings -> settings);
    }

    /** As the other one, with settings changed. */
    public static BrokerCore start(
            Journal journal, Clock clock, Timers timers, PolicyRules policies, UnaryOperator<BrokerSettings> change)
            throws BrokerException {
        return start(journal, clock, timers, policies, change, Runnable::run);
    }

    /** As the other one, with somebody who runs what the broker leaves to threads of its own. */
    public static BrokerCore start(
            Journal journal,
            Clock clock,
            Timers timers,
            PolicyRules policies,
            UnaryOperator<BrokerSettings> change,
            Executor workers)
            throws BrokerException {
        BrokerSettings settings = new BrokerSettings(
                "stepped",
                Path.of("nowhere"),
                "stepped",
                SecuritySettings.defaults(),
                policies,
                Long.MAX_VALUE,
                0,
                BrokerLimits.defaults(),
                clock,
                Thread::new);
        JournalProvider provider = new JournalProvider() {
            @Override
            public String name() {
                return "stepped";
            }

            @Override
            public Journal open(JournalSettings ignored) {
                return journal;
            }
        };
        return BrokerCore.start(change.apply(settings), provider, new Drive() {
            @Override
            public Timers timers() {
                return timers;
            }

            @Override
            public Executor workers() {
                return workers;
            }

            @Override
            public void close() {
                // nothing of its own
            }
        });
    }
}
