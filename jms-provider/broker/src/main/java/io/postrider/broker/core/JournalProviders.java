package io.postrider.broker.core;

import io.postrider.broker.journal.JournalProvider;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;

/** The kinds of journals that are on the class path. */
public final class JournalProviders {
    private JournalProviders() {}

    /**
     * The kind of this name.
     *
     * @throws BrokerException with {@link BrokerError#INVALID_ADDRESS}, naming the kinds there are
     */
    public static JournalProvider named(String name) throws BrokerException {
        Set<String> known = new TreeSet<>();
        for (JournalProvider provider : all()) {
            if (provider.name().equals(name)) {
                return provider;
            }
            known.add(provider.name());
        }
        throw new BrokerException(
                BrokerError.INVALID_ADDRESS, "there is no journal \"" + name + "\"; there are " + known);
    }

    /** The loader of this very class sees what was deployed with it, whatever the calling thread's loader sees. */
    static Iterable<JournalProvider> all() {
        return ServiceLoader.load(JournalProvider.class, JournalProviders.class.getClassLoader());
    }
}
