package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ContextScopes;
import jakarta.enterprise.inject.spi.DeploymentException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.InvalidClientIDRuntimeException;
import jakarta.jms.InvalidDestinationRuntimeException;
import jakarta.jms.InvalidSelectorRuntimeException;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSecurityRuntimeException;
import jakarta.jms.XAConnectionFactory;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A listener from its start to its stop: opens it, and opens it anew, ever more patiently, when its connection is lost. All its
 * steps run on the one thread of its executor.
 */
final class ListenerEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerEndpoint.class);
    private static final long FIRST_WAIT_MILLIS = 250;
    private static final long LONGEST_WAIT_MILLIS = 30_000;

    /** What no second attempt makes better. */
    private static final List<Class<? extends JMSRuntimeException>> REFUSALS = List.of(
            InvalidSelectorRuntimeException.class,
            InvalidDestinationRuntimeException.class,
            InvalidClientIDRuntimeException.class,
            JMSSecurityRuntimeException.class,
            IllegalStateRuntimeException.class);

    private final ListenerDuty duty;
    private final ScheduledExecutorService executor;
    private OpenListener open;
    private boolean stopped;
    private long waitMillis = FIRST_WAIT_MILLIS;

    ListenerEndpoint(
            ListenerDefinition definition,
            ListenerMethod method,
            ContextScopes scopes,
            ScheduledExecutorService executor) {
        this.duty = new ListenerDuty(definition, method, new RetryPauses(definition.retry()), scopes);
        this.executor = executor;
    }

    /** See {@link ListenerMethod#validate}. */
    void validate() {
        duty.method().validate();
    }

    /**
     * Opens it for the first time. If the broker cannot be reached it goes on trying.
     *
     * @throws DeploymentException if what is defined is refused: names the method
     */
    void start() {
        try {
            open = open();
            LOG.info("PR008005 {} listens", duty.definition());
        } catch (JMSRuntimeException e) {
            if (isRefusal(e)) {
                throw new DeploymentException("listener method " + duty.definition() + ": " + e.getMessage(), e);
            }
            tryLater(e);
        }
    }

    private static boolean isRefusal(JMSRuntimeException e) {
        return REFUSALS.stream().anyMatch(refusal -> refusal.isInstance(e));
    }

    private OpenListener open() {
        duty.pauses().resume();
        ConnectionFactory factory = factory();
        boolean distributed = duty.definition().mode() == ListenerMode.TRANSACTION
                && duty.scopes().transactions().areAvailable();
        if (!distributed) {
            return SessionListener.open(duty, factory, this::lost);
        }
        if (factory instanceof XAConnectionFactory forTransactions) {
            return TransactionListener.open(duty, forTransactions, this::lost);
        }
        throw new IllegalStateRuntimeException("there is a transaction manager, and the connection factory '"
                + duty.definition().connection().factory() + "' is no XAConnectionFactory;"
                + " @LocalTransaction does without");
    }

    private ConnectionFactory factory() {
        try {
            return duty.scopes().factories().find(duty.definition().connection().factory());
        } catch (JMSRuntimeException e) {
            throw new IllegalStateRuntimeException(e.getMessage(), null, e);
        }
    }

    private void lost(JMSException problem) {
        executor.execute(() -> {
            if (open != null && !stopped) {
                closeQuietly();
                tryLater(problem);
            }
        });
    }

    private void tryLater(Exception problem) {
        LOG.warn("PR008006 {} has no connection; the next attempt is in {} ms", duty.definition(), waitMillis, problem);
        executor.schedule(this::tryAgain, waitMillis, TimeUnit.MILLISECONDS);
        waitMillis = Math.min(LONGEST_WAIT_MILLIS, 2 * waitMillis);
    }

    private void tryAgain() {
        if (stopped) {
            return;
        }
        try {
            open = open();
            waitMillis = FIRST_WAIT_MILLIS;
            LOG.info("PR008007 {} listens again", duty.definition());
        } catch (JMSRuntimeException e) {
            tryLater(e);
        }
    }

    /** Lets messages that wait for another attempt go, so that {@link #stop} need not wait for them. */
    void stopPauses() {
        duty.pauses().stop();
    }

    /** Closes it for good, once calls under way have ended. */
    void stop() {
        stopped = true;
        closeQuietly();
    }

    private void closeQuietly() {
        OpenListener closing = open;
        open = null;
        duty.pauses().stop();
        try {
            if (closing != null) {
                closing.close();
            }
        } catch (JMSRuntimeException e) {
            LOG.warn("PR008008 {} could not be closed in order", duty.definition(), e);
        }
    }
}
