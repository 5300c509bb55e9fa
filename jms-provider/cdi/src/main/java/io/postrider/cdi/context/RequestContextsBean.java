package io.postrider.cdi.context;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.PassivationCapable;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.Set;

/** The request scopes: a bean of each request, which the container destroys when the request ends. */
final class RequestContextsBean implements Bean<OpenContexts>, PassivationCapable {

    /** What is open in the calling thread's request, or empty where no request is active. */
    Optional<OpenContexts> current(BeanManager beans) {
        try {
            return Optional.of(beans.getContext(RequestScoped.class).get(this, beans.createCreationalContext(this)));
        } catch (ContextNotActiveException noRequest) {
            return Optional.empty();
        }
    }

    @Override
    public String getId() {
        return RequestContextsBean.class.getName();
    }

    @Override
    public OpenContexts create(CreationalContext<OpenContexts> creation) {
        return new OpenContexts();
    }

    @Override
    public void destroy(OpenContexts contexts, CreationalContext<OpenContexts> creation) {
        contexts.close();
        creation.release();
    }

    @Override
    public Class<?> getBeanClass() {
        return OpenContexts.class;
    }

    @Override
    public Set<Type> getTypes() {
        return Set.of(OpenContexts.class);
    }

    @Override
    public Set<Annotation> getQualifiers() {
        return Set.of(Any.Literal.INSTANCE);
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return RequestScoped.class;
    }

    @Override
    public String getName() {
        return null;
    }

    @Override
    public Set<Class<? extends Annotation>> getStereotypes() {
        return Set.of();
    }

    @Override
    public boolean isAlternative() {
        return false;
    }

    @Override
    public Set<InjectionPoint> getInjectionPoints() {
        return Set.of();
    }
}
