package io.postrider.cdi.context;

import io.postrider.cdi.bean.YieldingBean;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.jms.JMSContext;
import java.lang.annotation.Annotation;
import java.util.Optional;
import java.util.Set;

/** The bean behind {@code @Inject JMSContext}. It yields to a server's, or the application's, own. */
public final class ContextBean extends YieldingBean<JMSContext> {
    private final BeanManager beans;
    private final ContextScopes scopes;

    /** The bean of one container. */
    public ContextBean(BeanManager beans, ContextScopes scopes) {
        super(
                JMSContext.class,
                Set.of(Object.class, JMSContext.class),
                Set.of(Any.Literal.INSTANCE, Default.Literal.INSTANCE));
        this.beans = beans;
        this.scopes = scopes;
    }

    @Override
    public Class<?> getBeanClass() {
        return InjectedContext.class;
    }

    /** Dependent, as each injection point has annotations of its own; what it leads to has the scopes of section 12.4.4. */
    @Override
    public Class<? extends Annotation> getScope() {
        return Dependent.class;
    }

    @Override
    public JMSContext create(CreationalContext<JMSContext> creation) {
        InjectionPoint point = (InjectionPoint) beans.getInjectableReference(new InjectionPointOfThis(this), creation);
        Annotated annotated =
                Optional.ofNullable(point).map(InjectionPoint::getAnnotated).orElse(null);
        return new InjectedContext(ContextRequest.of(annotated), scopes);
    }
}
