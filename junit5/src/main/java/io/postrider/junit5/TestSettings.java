package io.postrider.junit5;

import io.postrider.broker.BrokerBuilder;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a class wants of its brokers.
 *
 * @param life null where it follows from where the extension stands
 */
record TestSettings(
        TestJournal journal, BrokerLife life, boolean failsOnLeftMessages, UnaryOperator<BrokerBuilder> configuration) {

    static TestSettings of(TestJournal journal) {
        return new TestSettings(journal, null, false, UnaryOperator.identity());
    }

    /** What was given, or else what the annotation of the class, or of one around it, says. */
    static TestSettings of(TestSettings given, ExtensionContext context) {
        if (given != null) {
            return given;
        }
        for (Class<?> type = context.getRequiredTestClass(); type != null; type = type.getEnclosingClass()) {
            Optional<PostriderTest> found = AnnotationSupport.findAnnotation(type, PostriderTest.class);
            if (found.isPresent()) {
                return of(found.get());
            }
        }
        return new TestSettings(TestJournal.MEMORY, BrokerLife.TEST, false, UnaryOperator.identity());
    }

    private static TestSettings of(PostriderTest annotation) {
        return new TestSettings(
                annotation.journal(),
                annotation.brokerLife(),
                annotation.failOnLeftMessages(),
                broker -> broker.maxDeliveryAttempts(annotation.maxDeliveryAttempts()));
    }

    /** Whether the class itself carries the annotation, rather than one around it. */
    static boolean isDeclaredOn(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestClass(), PostriderTest.class)
                .isPresent();
    }

    TestSettings withFailOnLeftMessages() {
        return new TestSettings(journal, life, true, configuration);
    }

    TestSettings withConfiguration(UnaryOperator<BrokerBuilder> more) {
        return new TestSettings(journal, life, failsOnLeftMessages, broker -> more.apply(configuration.apply(broker)));
    }
}
