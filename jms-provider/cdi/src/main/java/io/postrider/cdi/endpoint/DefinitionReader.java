package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ContextRequest;
import io.postrider.cdi.listener.AutoAcknowledge;
import io.postrider.cdi.listener.ClientId;
import io.postrider.cdi.listener.Concurrency;
import io.postrider.cdi.listener.DupsOKAcknowledge;
import io.postrider.cdi.listener.DurableSubscription;
import io.postrider.cdi.listener.LocalTransaction;
import io.postrider.cdi.listener.MessageSelector;
import io.postrider.cdi.listener.QueueListener;
import io.postrider.cdi.listener.Retry;
import io.postrider.cdi.listener.SharedSubscription;
import io.postrider.cdi.listener.SubscriptionName;
import io.postrider.cdi.listener.TopicListener;
import io.postrider.cdi.settings.Settings;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedMethod;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import java.lang.annotation.Annotation;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what the annotations of a method and its class say of a listener, and finds what does not fit together. */
final class DefinitionReader {
    private static final List<Class<? extends Annotation>> ONLY_BESIDE_A_LISTENER =
            List.of(DurableSubscription.class, SharedSubscription.class, SubscriptionName.class, ClientId.class);
    private static final List<Class<? extends Annotation>> ON_METHOD_OR_CLASS = List.of(
            MessageSelector.class,
            AutoAcknowledge.class,
            DupsOKAcknowledge.class,
            LocalTransaction.class,
            Concurrency.class,
            Retry.class,
            JMSConnectionFactory.class,
            JMSPasswordCredential.class);

    private final AnnotatedMethod<?> method;
    private final AnnotatedType<?> type;
    private final Settings settings;
    private final String label;

    DefinitionReader(AnnotatedMethod<?> method, AnnotatedType<?> type, Settings settings) {
        this.method = method;
        this.type = type;
        this.settings = settings;
        label = label(method);
    }

    /** A method's name for people: class, method and the parameters' types. */
    static String label(AnnotatedMethod<?> method) {
        List<String> parameters = new ArrayList<>();
        for (Class<?> parameter : method.getJavaMember().getParameterTypes()) {
            parameters.add(parameter.getSimpleName());
        }
        return method.getJavaMember().getDeclaringClass().getName() + "."
                + method.getJavaMember().getName() + "(" + String.join(", ", parameters) + ")";
    }

    /**
     * What a method is to be called with, or empty where it is no listener.
     *
     * @throws DefinitionException if what is annotated does not fit together; names the method
     */
    Optional<ListenerDefinition> read() {
        boolean queue = method.isAnnotationPresent(QueueListener.class);
        boolean topic = method.isAnnotationPresent(TopicListener.class);
        if (!queue && !topic) {
            for (Class<? extends Annotation> option : ONLY_BESIDE_A_LISTENER) {
                require(
                        !method.isAnnotationPresent(option),
                        at(option) + " needs @QueueListener or @TopicListener beside it");
            }
            return Optional.empty();
        }
        require(!(queue && topic), "@QueueListener and @TopicListener exclude each other");
        requireCallable();
        for (Class<? extends Annotation> option : ON_METHOD_OR_CLASS) {
            require(
                    !(method.isAnnotationPresent(option) && type.isAnnotationPresent(option)),
                    at(option) + " stands on the method and on its class");
        }
        ListenerDefinition definition = definition(topic);
        if (topic) {
            requireSubscription(definition);
        } else {
            requireNoSubscription();
        }
        return Optional.of(definition);
    }

    private ListenerDefinition definition(boolean topic) {
        return new ListenerDefinition(
                label,
                topic,
                topic
                        ? text(
                                "@TopicListener",
                                method.getAnnotation(TopicListener.class).value())
                        : text(
                                "@QueueListener",
                                method.getAnnotation(QueueListener.class).value()),
                option(MessageSelector.class)
                        .map(selector -> text("@MessageSelector", selector.value()))
                        .orElse(null),
                option(SubscriptionName.class)
                        .map(name -> text("@SubscriptionName", name.value()))
                        .orElse(null),
                method.isAnnotationPresent(DurableSubscription.class),
                method.isAnnotationPresent(SharedSubscription.class),
                option(ClientId.class).map(id -> text("@ClientId", id.value())).orElse(null),
                connection(),
                mode(),
                concurrency(),
                retry());
    }

    private void requireCallable() {
        int modifiers = method.getJavaMember().getModifiers();
        require(!Modifier.isPrivate(modifiers), "it is private");
        require(!Modifier.isStatic(modifiers), "it is static");
        require(method.getJavaMember().getReturnType() == void.class, "it must return void");
    }

    private void requireSubscription(ListenerDefinition definition) {
        boolean named = definition.durable() || definition.shared();
        require(
                !named || definition.subscription() != null,
                "a durable or shared subscription needs a @SubscriptionName");
        require(
                named || definition.subscription() == null,
                "@SubscriptionName needs @DurableSubscription or @SharedSubscription");
        require(
                definition.concurrency() == 1 || definition.shared(),
                "@Concurrency on a topic needs @SharedSubscription, or each message would come several times");
    }

    private void requireNoSubscription() {
        for (Class<? extends Annotation> option :
                List.of(DurableSubscription.class, SharedSubscription.class, SubscriptionName.class)) {
            require(!method.isAnnotationPresent(option), at(option) + " is for topics");
        }
    }

    private ContextRequest connection() {
        ContextRequest factory = ContextRequest.of(whereIs(JMSConnectionFactory.class));
        ContextRequest user = ContextRequest.of(whereIs(JMSPasswordCredential.class));
        return new ContextRequest(factory.factory(), user.userName(), user.password(), JMSContext.AUTO_ACKNOWLEDGE);
    }

    private Annotated whereIs(Class<? extends Annotation> option) {
        return method.isAnnotationPresent(option) ? method : type;
    }

    private ListenerMode mode() {
        List<ListenerMode> asked = new ArrayList<>();
        for (ListenerMode mode : ListenerMode.values()) {
            if (mode.annotation != null && option(mode.annotation).isPresent()) {
                asked.add(mode);
            }
        }
        require(asked.size() <= 1, "@AutoAcknowledge, @DupsOKAcknowledge and @LocalTransaction exclude each other");
        return asked.isEmpty() ? ListenerMode.TRANSACTION : asked.get(0);
    }

    private int concurrency() {
        int concurrency = option(Concurrency.class).map(Concurrency::value).orElse(1);
        require(concurrency >= 1, "@Concurrency is " + concurrency + ", but must be 1 or more");
        return concurrency;
    }

    private RetryPolicy retry() {
        Optional<Retry> retry = option(Retry.class);
        retry.ifPresent(policy -> {
            require(policy.delayMillis() >= 0, "delayMillis of @Retry is below 0");
            require(policy.multiplier() >= 1, "multiplier of @Retry is below 1");
            require(
                    policy.maxDelayMillis() >= policy.delayMillis(),
                    "maxDelayMillis of @Retry is below its delayMillis");
        });
        return retry.map(policy -> new RetryPolicy(policy.delayMillis(), policy.multiplier(), policy.maxDelayMillis()))
                .orElse(RetryPolicy.AT_ONCE);
    }

    private <A extends Annotation> Optional<A> option(Class<A> option) {
        return Optional.ofNullable(method.getAnnotation(option))
                .or(() -> Optional.ofNullable(type.getAnnotation(option)));
    }

    private String text(String where, String value) {
        try {
            String resolved = settings.resolve(value).strip();
            require(!resolved.isEmpty(), where + " is blank");
            return resolved;
        } catch (IllegalArgumentException unknownSetting) {
            throw wrong(where + ": " + unknownSetting.getMessage());
        }
    }

    private static String at(Class<? extends Annotation> annotation) {
        return "@" + annotation.getSimpleName();
    }

    private void require(boolean condition, String otherwise) {
        if (!condition) {
            throw wrong(otherwise);
        }
    }

    private DefinitionException wrong(String what) {
        return new DefinitionException("listener method " + label + ": " + what);
    }
}
