package io.postrider.cdi.endpoint;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The messages that a listener method has failed with, and until when each has to wait before the method is called with it
 * again. Whichever session of the listener gets it next does the waiting. Safe for any thread.
 */
final class RetryPauses {
    private static final long KEPT_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final RetryPolicy policy;
    private final Map<String, Long> dueNanos = new ConcurrentHashMap<>();
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    RetryPauses(RetryPolicy policy) {
        this.policy = policy;
    }

    /** Notes that the method has failed with it. */
    void failed(Message message) throws JMSException {
        long now = System.nanoTime();
        // what never came back: another consumer's by now, or the dead-letter queue's
        dueNanos.values().removeIf(due -> now - due > KEPT_NANOS);
        int attempts = message.propertyExists("JMSXDeliveryCount") ? message.getIntProperty("JMSXDeliveryCount") : 1;
        long delayMillis = policy.delayMillisAfter(attempts);
        if (delayMillis > 0) {
            dueNanos.put(message.getJMSMessageID(), now + TimeUnit.MILLISECONDS.toNanos(delayMillis));
        }
    }

    /**
     * Waits until the method may be called with it.
     *
     * @return false if the listener is being stopped. Its consumer has to be closed then before the message is given back: what goes back
     *     to an open one comes again at once, and uses up its attempts
     */
    boolean awaitDue(Message message) throws JMSException {
        Long due = dueNanos.get(message.getJMSMessageID());
        if (due == null) {
            return true;
        }
        try {
            if (stopped.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                return false;
            }
            dueNanos.remove(message.getJMSMessageID());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Lets all that wait go: what they wait with goes back, and its time still counts. */
    void stop() {
        stopped.countDown();
    }

    /** Permits waiting again. */
    void resume() {
        stopped = new CountDownLatch(1);
    }
}
