package io.postrider.junit5;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import org.assertj.core.api.Condition;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** What the tests of the extension, and the classes that they run, have in common. */
final class Fixtures {
    private Fixtures() {}

    static Events run(Class<?> testClass) {
        return kit(testClass).execute().testEvents();
    }

    static Events containers(Class<?> testClass) {
        return kit(testClass).execute().containerEvents();
    }

    static Events runInParallel(Class<?> testClass) {
        return executeInParallel(testClass).testEvents();
    }

    static Events containersInParallel(Class<?> testClass) {
        return executeInParallel(testClass).containerEvents();
    }

    private static EngineExecutionResults executeInParallel(Class<?> testClass) {
        return kit(testClass)
                .configurationParameter("junit.jupiter.execution.parallel.enabled", "true")
                .configurationParameter("junit.jupiter.execution.parallel.config.strategy", "fixed")
                .configurationParameter("junit.jupiter.execution.parallel.config.fixed.parallelism", "8")
                .execute();
    }

    private static EngineTestKit.Builder kit(Class<?> testClass) {
        return EngineTestKit.engine("junit-jupiter").selectors(selectClass(testClass));
    }

    /** An event that ends with a failure whose message has this in it. */
    static Condition<Event> failureWith(String part) {
        return event(finishedWithFailure(message(text -> text.contains(part))));
    }

    static void send(JMSContext context, String queue, String text) {
        context.createProducer().send(context.createQueue(queue), text);
    }

    static String receive(JMSContext context, String queue) {
        try (JMSConsumer consumer = context.createConsumer(context.createQueue(queue))) {
            return consumer.receiveBodyNoWait(String.class);
        }
    }

    static boolean isClosed(JMSContext context) {
        try {
            context.createMessage();
            return false;
        } catch (IllegalStateRuntimeException closed) {
            return true;
        }
    }
}
