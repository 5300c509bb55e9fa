package io.postrider.broker.vm;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes a broker's threads: daemons, named after it, that do not inherit the context of whoever came first. */
public final class BrokerThreads implements ThreadFactory {
    private final String brokerName;
    private final AtomicInteger made = new AtomicInteger();

    /** For a broker of this name. */
    public BrokerThreads(String brokerName) {
        this.brokerName = brokerName;
    }

    @Override
    public Thread newThread(Runnable work) {
        Thread thread = new Thread(null, work, "postrider-" + brokerName + "-" + made.incrementAndGet(), 0, false);
        thread.setDaemon(true);
        // an application server's class loader must not be held by a thread that outlives the application
        thread.setContextClassLoader(BrokerThreads.class.getClassLoader());
        return thread;
    }
}
