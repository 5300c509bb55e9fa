package io.postrider.junit5;

import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.protocol.link.BrokerException;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.XAConnectionFactory;
import java.io.IOException;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What {@link PostriderTest} stands for; as a field it can be told more, and asked for its broker.
 *
 * <pre>{@code
 * @RegisterExtension
 * final PostriderExtension postrider = PostriderExtension.onDerby()
 *         .failOnLeftMessages()
 *         .configured(broker -> broker.user("clerk", "secret"));
 * }</pre>
 *
 * <p>In a field of the instance it starts a broker for each test; in a static field, one for the class (so
 * does a field of the instance where one instance serves all tests of the class).
 *
 * <p>The methods that configure return another extension. A class may register several; then none of them can be asked for
 * parameters, and each is used by its field.
 */
public final class PostriderExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback, ParameterResolver {
    private static final String BROKER = "broker";
    private static final String CONTEXTS = "contexts of ";

    /** Null where the annotation of each class tells. */
    private final TestSettings settings;

    private volatile TestBroker current;

    /** For {@code @ExtendWith}: as {@link PostriderTest} on the class says, or by its defaults. */
    public PostriderExtension() {
        this(null);
    }

    private PostriderExtension(TestSettings settings) {
        this.settings = settings;
    }

    /** Brokers that keep their messages in memory. */
    public static PostriderExtension inMemory() {
        return new PostriderExtension(TestSettings.of(TestJournal.MEMORY));
    }

    /** Brokers that journal to Derby, each in a temporary directory. */
    public static PostriderExtension onDerby() {
        return new PostriderExtension(TestSettings.of(TestJournal.DERBY));
    }

    /** With tests that fail where they leave messages; see {@link PostriderTest#failOnLeftMessages}. */
    public PostriderExtension failOnLeftMessages() {
        return new PostriderExtension(settings().withFailOnLeftMessages());
    }

    /** With brokers that are told more before they start: users, permissions, the clock. Adds to what was said before. */
    public PostriderExtension configured(UnaryOperator<BrokerBuilder> configuration) {
        return new PostriderExtension(settings().withConfiguration(configuration));
    }

    private TestSettings settings() {
        return settings == null ? TestSettings.of(TestJournal.MEMORY) : settings;
    }

    // What tests ask --------------------------------------------------------------------------------------------------

    /**
     * The broker that runs now; only where the extension stands in a field.
     *
     * @throws IllegalStateException outside of a test, or where the extension comes by annotation
     */
    public Broker broker() {
        return running().broker();
    }

    /**
     * The {@code vm://} address of the broker that runs now.
     *
     * @throws IllegalStateException as {@link #broker}
     */
    public String url() {
        return running().url();
    }

    /**
     * A new connection factory for the broker that runs now.
     *
     * @throws IllegalStateException as {@link #broker}
     */
    public PostriderConnectionFactory connectionFactory() {
        return running().connectionFactory();
    }

    private TestBroker running() {
        TestBroker found = current;
        if (found == null) {
            throw new IllegalStateException(
                    "no broker runs: it starts with each test, or, from a static field, with the class");
        }
        return found;
    }

    // What JUnit calls ------------------------------------------------------------------------------------------------

    @Override
    public void beforeAll(ExtensionContext context) throws BrokerException, IOException {
        TestSettings wanted = TestSettings.of(settings, context);
        boolean nestedWithItsOwn = settings == null && TestSettings.isDeclaredOn(context);
        if (wanted.life() != BrokerLife.TEST && (find(context) == null || nestedWithItsOwn)) {
            start(context, wanted);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws BrokerException, IOException {
        if (find(context) == null) {
            start(context, TestSettings.of(settings, context));
        }
    }

    private void start(ExtensionContext context, TestSettings wanted) throws BrokerException, IOException {
        TestBroker started = TestBroker.start(
                context.getRequiredTestClass().getSimpleName(), wanted.journal(), wanted.configuration());
        store(context).put(BROKER, new Owned(started, context.getUniqueId(), wanted));
        if (settings != null) {
            current = started;
        }
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException {
        closeContexts(context);
        Owned owned = find(context);
        if (owned == null) {
            return; // it could not be started
        }
        if (owned.isOwner(context)) {
            end(owned, context);
        } else if (context.getExecutionMode() == ExecutionMode.SAME_THREAD) {
            try {
                check(owned, context);
            } finally {
                owned.broker().drain();
            }
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        closeContexts(context);
        Owned owned = find(context);
        if (owned != null && owned.isOwner(context)) {
            end(owned, context);
        }
    }

    private void end(Owned owned, ExtensionContext context) throws IOException {
        try {
            check(owned, context);
        } finally {
            current = null;
            owned.broker().close();
        }
    }

    private static void check(Owned owned, ExtensionContext context) {
        if (!owned.settings().failsOnLeftMessages()
                || context.getExecutionException().isPresent()) {
            return;
        }
        String left = owned.broker().leftMessages();
        if (!left.isEmpty()) {
            throw new AssertionError(context.getDisplayName() + " has left messages: " + left);
        }
    }

    /** A broker, and who started it and ends it. */
    private record Owned(TestBroker broker, String ownerId, TestSettings settings) {

        boolean isOwner(ExtensionContext context) {
            return ownerId.equals(context.getUniqueId());
        }
    }

    private ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(ExtensionContext.Namespace.create(PostriderExtension.class, this));
    }

    private Owned find(ExtensionContext context) {
        return store(context).get(BROKER, Owned.class);
    }

    // Parameters ------------------------------------------------------------------------------------------------------

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == Broker.class || type == JMSContext.class || isConnectionFactory(type);
    }

    /** Whether a factory is asked for by one of its interfaces or its class; not by {@code Object} or {@code Serializable}. */
    private static boolean isConnectionFactory(Class<?> type) {
        return type.isAssignableFrom(PostriderConnectionFactory.class)
                && (ConnectionFactory.class.isAssignableFrom(type) || XAConnectionFactory.class.isAssignableFrom(type));
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Owned owned = find(context);
        if (owned == null) {
            throw new ParameterResolutionException(
                    "no broker runs yet for " + parameter
                            + ": constructors and @BeforeAll methods have one only with brokerLife = CLASS, or from a static field");
        }
        Class<?> type = parameter.getParameter().getType();
        if (type == Broker.class) {
            return owned.broker().broker();
        }
        PostriderConnectionFactory factory = owned.broker().connectionFactory();
        return type == JMSContext.class ? contexts(context).open(factory, parameter) : factory;
    }

    private OpenContexts contexts(ExtensionContext context) {
        // the key names the scope, as stores hand down what they hold
        String key = CONTEXTS + context.getUniqueId();
        OpenContexts contexts = store(context).get(key, OpenContexts.class);
        if (contexts == null) {
            contexts = new OpenContexts();
            store(context).put(key, contexts);
        }
        return contexts;
    }

    private void closeContexts(ExtensionContext context) {
        contexts(context).close();
    }
}
