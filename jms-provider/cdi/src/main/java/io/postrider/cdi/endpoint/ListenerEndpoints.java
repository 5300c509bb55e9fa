package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ContextScopes;
import io.postrider.cdi.settings.Settings;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.DefinitionException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All listener methods of an application. They are collected while it is deployed; started and stopped by the thread that
 * deploys it. One daemon thread, {@code postrider-listeners}, opens and closes their connections.
 */
public final class ListenerEndpoints {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerEndpoints.class);
    private static final String ENABLED = "postrider.listeners.enabled";
    private static final long STOP_SECONDS = 30;

    private final BeanManager beans;
    private final ContextScopes scopes;
    private final Settings settings;
    private final List<ListenerEndpoint> endpoints = new ArrayList<>();
    private final AtomicBoolean started = new AtomicBoolean();
    private ScheduledExecutorService executor;

    /** For one container, without any yet. */
    public ListenerEndpoints(BeanManager beans, ContextScopes scopes, Settings settings) {
        this.beans = beans;
        this.scopes = scopes;
        this.settings = settings;
    }

    /**
     * Finds a bean's listener methods.
     *
     * @param problems is given a {@code DefinitionException} for each method that is wrong; it names the method
     */
    public void collect(Bean<?> bean, AnnotatedType<?> type, Consumer<DefinitionException> problems) {
        for (AnnotatedMethod<?> method : type.getMethods()) {
            try {
                new DefinitionReader(method, type, settings)
                        .read()
                        .ifPresent(definition -> endpoints.add(new ListenerEndpoint(
                                definition, new ListenerMethod(method, bean, beans), scopes, executor())));
            } catch (DefinitionException e) {
                problems.accept(e);
            }
        }
    }

    private ScheduledExecutorService executor() {
        if (executor == null) {
            executor = Executors.newSingleThreadScheduledExecutor(task -> {
                Thread thread = new Thread(task, "postrider-listeners");
                thread.setDaemon(true);
                return thread;
            });
        }
        return executor;
    }

    /**
     * Looks whether the beans are there that listener methods are to be given.
     *
     * @param problems is given a {@code DefinitionException} for each method that is wrong; it names the method
     */
    public void validate(Consumer<DefinitionException> problems) {
        for (ListenerEndpoint endpoint : endpoints) {
            try {
                endpoint.validate();
            } catch (DefinitionException e) {
                problems.accept(e);
            }
        }
    }

    /**
     * Starts them all, at the first call, unless {@code postrider.listeners.enabled} is false. One whose broker cannot be reached goes on trying.
     *
     * @throws jakarta.enterprise.inject.spi.DeploymentException if the broker refuses what one of them defines; none is left
     *     running then
     * @throws IllegalArgumentException if the setting is neither true nor false
     */
    public void start() {
        if (endpoints.isEmpty() || !settings.isOn(ENABLED, true) || !started.compareAndSet(false, true)) {
            return;
        }
        try {
            executor().submit(() -> endpoints.forEach(ListenerEndpoint::start)).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
        } catch (ExecutionException e) {
            stop();
            throw (RuntimeException) e.getCause();
        }
    }

    /** Stops them all. Waits for calls under way, 30 seconds at most. */
    public void stop() {
        if (executor == null || executor.isShutdown()) {
            return;
        }
        endpoints.forEach(ListenerEndpoint::stopPauses);
        try {
            executor.submit(() -> endpoints.forEach(ListenerEndpoint::stop)).get(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.warn(
                    "PR008009 listener methods have not returned within {} s; they are left to themselves",
                    STOP_SECONDS);
        } catch (ExecutionException e) {
            LOG.warn("PR008010 listeners could not be stopped in order", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            executor.shutdownNow();
        }
    }
}
