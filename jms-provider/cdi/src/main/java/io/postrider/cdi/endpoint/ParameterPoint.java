package io.postrider.cdi.endpoint;

import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.AnnotatedParameter;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import java.lang.annotation.Annotation;
import java.lang.reflect.Member;
import java.lang.reflect.Type;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A parameter of a listener method into which a bean is injected. Not of {@link BeanManager#createInjectionPoint}: OpenWebBeans would tell
 * extensions of it as of one of a bean, and fail.
 */
record ParameterPoint(AnnotatedParameter<?> parameter, Set<Annotation> qualifiers) implements InjectionPoint {

    ParameterPoint(AnnotatedParameter<?> parameter, BeanManager beans) {
        this(parameter, qualifiers(parameter, beans));
    }

    private static Set<Annotation> qualifiers(Annotated parameter, BeanManager beans) {
        Set<Annotation> found = parameter.getAnnotations().stream()
                .filter(annotation -> beans.isQualifier(annotation.annotationType()))
                .collect(Collectors.toUnmodifiableSet());
        return found.isEmpty() ? Set.of(Default.Literal.INSTANCE) : found;
    }

    @Override
    public Type getType() {
        return parameter.getBaseType();
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return qualifiers;
    }

    /** None: the container injects nothing here by itself. */
    @Override
    public Bean<?> getBean() {
        return null;
    }

    @Override
    public Member getMember() {
        return parameter.getDeclaringCallable().getJavaMember();
    }

    @Override
    public Annotated getAnnotated() {
        return parameter;
    }

    @Override
    public boolean isDelegate() {
        return false;
    }

    @Override
    public boolean isTransient() {
        return false;
    }
}
