package io.postrider.junit5;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a broker of their own.
 *
 * <pre>{@code
 * @PostriderTest
 * class OrdersTest {
 *     @Test
 *     void ordersArrive(ConnectionFactory factory, JMSContext context) {
 *         new OrderService(factory).place("rye bread");
 *
 *         var orders = context.createConsumer(context.createQueue("orders"));
 *         assertEquals("rye bread", orders.receiveBody(String.class, 1_000));
 *     }
 * }
 * }</pre>
 *
 * <p>Parameters of tests and of {@code @BeforeEach} and {@code @AfterEach} methods, and, where the broker lives for the class, of
 * constructors and {@code @BeforeAll} and {@code @AfterAll} methods, may be a {@code ConnectionFactory} (of any kind), a
 * {@code JMSContext}, or the {@link io.postrider.broker.Broker}. Each context is another one, and is closed at the end; its
 * parameter may carry {@code @JMSSessionMode} and {@code @JMSPasswordCredential}.
 *
 * <p>Brokers have names that are never used twice: tests may run in parallel.
 */
@Target({ElementType.TYPE, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ExtendWith(PostriderExtension.class)
public @interface PostriderTest {

    /** Where the broker keeps its messages. */
    TestJournal journal() default TestJournal.MEMORY;

    /** For how long it lives. */
    BrokerLife brokerLife() default BrokerLife.TEST;

    /**
     * Whether a test that leaves messages in a queue or subscription fails, the dead-letter queue included. A test that has failed
     * already is not asked.
     */
    boolean failOnLeftMessages() default false;

    /** After how many failed deliveries a message moves to the dead-letter queue; 0 for never. */
    int maxDeliveryAttempts() default 10;
}
