package io.postrider.cdi.bean;

import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.PassivationCapable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Set;

/**
 * A bean that stands aside where somebody else brings a default bean of the same kind: the application, or a server with a
 * provider of its own. CDI has no such beans, and when the last of the others becomes known it is too late to take one's own
 * away. So this one is always there, and has no type to be injected as once it yields. All of that happens before injection
 * points are resolved.
 */
public abstract class YieldingBean<T> implements Bean<T>, PassivationCapable {
    private final Class<?> kind;
    private final Set<Type> types;
    private final Set<Annotation> qualifiers;
    private volatile boolean yielded;

    /**
     * A bean that has not yielded.
     *
     * @param kind to which type of bean it yields
     * @param types as what it can be injected until then
     */
    protected YieldingBean(Class<?> kind, Set<Type> types, Set<Annotation> qualifiers) {
        this.kind = kind;
        this.types = types;
        this.qualifiers = qualifiers;
    }

    /** Yields if the other bean, one of this container's, would be as good a match as this one. */
    public final void meet(Bean<?> other) {
        if (!(other instanceof YieldingBean)
                && qualifiers.contains(Default.Literal.INSTANCE)
                && other.getQualifiers().contains(Default.Literal.INSTANCE)
                && other.getTypes().contains(kind)) {
            yielded = true;
        }
    }

    /** Whether somebody else's bean is injected instead. */
    public final boolean hasYielded() {
        return yielded;
    }

    @Override
    public final Set<Type> getTypes() {
        return yielded ? Set.of(Object.class) : types;
    }

    @Override
    public final Set<Annotation> getQualifiers() {
        return qualifiers;
    }

    @Override
    public String getName() {
        return null;
    }

    @Override
    public final Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public final boolean isAlternative() {
        return false;
    }

    @Override
    public final Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }

    @Override
    public final String getId() {
        return getClass().getName() + qualifiers;
    }

    @Override
    public void destroy(T instance, CreationalContext<T> creation) {
        creation.release();
    }
}
