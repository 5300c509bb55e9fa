package io.postrider.cdi.factory;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSRuntimeException;
import java.lang.annotation.Annotation;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/**
 * Finds the connection factory that an injection point or a listener names: among the beans, then in JNDI. What was found is
 * kept. Safe for any thread; may wait for JNDI.
 */
public final class NamedFactories {
    /** The name of the factory that is used where none is named. */
    public static final String DEFAULT = "java:comp/DefaultJMSConnectionFactory";

    private static final String SMALLRYE_LITERAL = "io.smallrye.common.annotation.Identifier$Literal";

    private final BeanManager beans;
    private final Map<String, ConnectionFactory> found = new ConcurrentHashMap<>();

    /** The factories of one container, to be asked for once it is deployed. */
    public NamedFactories(BeanManager beans) {
        this.beans = beans;
    }

    /** SmallRye's qualifier with this name, or empty where SmallRye is not on the class path. */
    static Optional<Annotation> smallRyeIdentifier(String name) {
        for (ClassLoader loader :
                new ClassLoader[] {Thread.currentThread().getContextClassLoader(), NamedFactories.class.getClassLoader()
                }) {
            try {
                Class<?> literal = Class.forName(SMALLRYE_LITERAL, true, loader);
                return Optional.of(
                        (Annotation) literal.getMethod("of", String.class).invoke(null, name));
            } catch (ReflectiveOperationException | LinkageError absent) {
                continue;
            }
        }
        return Optional.empty();
    }

    /**
     * The factory of this name.
     *
     * @param name {@link #DEFAULT}, the name of a bean, the value of an {@code Identifier}, or a name in JNDI
     * @throws JMSRuntimeException if there is none; says where it was looked for
     */
    public ConnectionFactory find(String name) {
        ConnectionFactory known = found.get(name);
        if (known != null) {
            return known;
        }
        ConnectionFactory factory = search(name);
        ConnectionFactory earlier = found.putIfAbsent(name, factory);
        return earlier == null ? factory : earlier;
    }

    private ConnectionFactory search(String name) {
        Set<Bean<?>> candidates = name.equals(DEFAULT)
                ? beans.getBeans(ConnectionFactory.class, Default.Literal.INSTANCE)
                : beans.getBeans(ConnectionFactory.class, Any.Literal.INSTANCE).stream()
                        .filter(bean -> isNamed(bean, name))
                        .collect(Collectors.toSet());
        return candidates.isEmpty() ? lookUp(name) : instance(beans.resolve(candidates));
    }

    private static boolean isNamed(Bean<?> bean, String name) {
        return name.equals(bean.getName())
                || bean.getQualifiers().stream()
                        .anyMatch(qualifier -> qualifier.equals(Identifier.Literal.of(name))
                                || smallRyeIdentifier(name)
                                        .filter(qualifier::equals)
                                        .isPresent());
    }

    /** The bean's instance itself: behind a client proxy nobody sees that a factory is one for distributed transactions. */
    private <T> ConnectionFactory instance(Bean<T> bean) {
        CreationalContext<T> creation = beans.createCreationalContext(bean);
        return (ConnectionFactory)
                (beans.isNormalScope(bean.getScope())
                        ? beans.getContext(bean.getScope()).get(bean, creation)
                        : beans.getReference(bean, ConnectionFactory.class, creation));
    }

    private static ConnectionFactory lookUp(String name) {
        NamingException last = null;
        for (String candidate : new String[] {name, "java:comp/env/" + name}) {
            try {
                return (ConnectionFactory) new InitialContext().lookup(candidate);
            } catch (NamingException notThere) {
                last = notThere;
            } catch (ClassCastException other) {
                throw new JMSRuntimeException(
                        "what JNDI has as " + candidate + " is no ConnectionFactory", null, other);
            }
        }
        throw new JMSRuntimeException(
                "there is no connection factory '" + name
                        + "': no bean of ConnectionFactory is named or identified so, postrider.factory." + name
                        + ".url is not set, and JNDI has nothing of that name",
                null,
                last);
    }
}
