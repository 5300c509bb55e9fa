package io.postrider.server.run;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import java.lang.management.ManagementFactory;
import java.util.Date;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads the journal's engine and the network on threads of their own, while the first one makes out the command line and the configuration:
 * most of a start is the loading of classes, and there are two processors at least nearly everywhere.
 */
public final class LoadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(LoadAhead.class);

    private LoadAhead() {}

    /** Begins, and returns at once. To be called once, early, by a process that will be a server. */
    public static void begin() {
        // the journal's is waited for first
        onOwnThread("postrider-load-journal", () -> load(Broker::loadAhead));
        onOwnThread("postrider-load-network", () -> {
            // Derby writes the date in words at boot
            load(new Date()::toString);
            load(Acceptor::loadAhead);
            load(ManagementFactory::getRuntimeMXBean);
        });
    }

    private static void load(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | LinkageError e) {
            // the start itself will come to it, and say so
            LOG.debug("something could not be loaded ahead", e);
        }
    }

    /** A daemon for what a start has done aside. */
    static void onOwnThread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
