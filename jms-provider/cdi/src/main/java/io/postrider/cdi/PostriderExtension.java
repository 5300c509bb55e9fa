package io.postrider.cdi;

import io.postrider.cdi.bean.YieldingBean;
import io.postrider.cdi.context.ContextBean;
import io.postrider.cdi.context.ContextRequest;
import io.postrider.cdi.context.ContextScopes;
import io.postrider.cdi.endpoint.ListenerEndpoints;
import io.postrider.cdi.factory.FactoryBean;
import io.postrider.cdi.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.AnnotatedType;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.enterprise.inject.spi.ProcessManagedBean;
import jakarta.inject.Singleton;
import jakarta.jms.JMSContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the container finds by itself: adds the beans of {@code JMSContext} and {@code ConnectionFactory}, runs listener methods
 * from the end of the deployment until the application ends, and closes what all of them have opened. Where a server or the
 * application has default beans of these types, its own stand aside.
 */
public class PostriderExtension implements Extension {
    private static final Logger LOG = LoggerFactory.getLogger(PostriderExtension.class);

    private final List<YieldingBean<?>> own = new ArrayList<>();
    private final List<Bean<?>> discovered = new ArrayList<>();
    private final Map<Bean<?>, AnnotatedType<?>> managed = new LinkedHashMap<>();
    private ContextScopes scopes;
    private ListenerEndpoints listeners;

    void check(@Observes ProcessInjectionPoint<?, JMSContext> event) {
        InjectionPoint point = event.getInjectionPoint();
        ContextRequest request = ContextRequest.of(point.getAnnotated());
        if (!ContextRequest.SESSION_MODES.contains(request.sessionMode())) {
            throw new DefinitionException(label(point) + ": there is no session mode " + request.sessionMode()
                    + "; see JMSContext's constants");
        } else if (request.isSessionModeReplaced()) {
            LOG.warn(
                    "PR008002 {} asks for a session mode that nobody could commit or acknowledge in an injected JMSContext:"
                            + " it is AUTO_ACKNOWLEDGE there",
                    label(point));
        }
    }

    private static String label(InjectionPoint point) {
        return point.getMember().getDeclaringClass().getName() + "."
                + point.getMember().getName();
    }

    /** Comes for the beans of the application's classes before {@link #add}, for those of other extensions after it. */
    void meet(@Observes ProcessBean<?> event) {
        if (scopes == null) {
            discovered.add(event.getBean());
        } else {
            introduce(event.getBean());
        }
    }

    void remember(@Observes ProcessManagedBean<?> event) {
        managed.put(event.getBean(), event.getAnnotatedBeanClass());
    }

    /**
     * Adds what has no rival yet.
     *
     * @throws DefinitionException if a setting or a listener method is wrong. Thrown, not added: OpenWebBeans only logs what is added
     */
    void add(@Observes AfterBeanDiscovery discovery, BeanManager beans) {
        Settings settings = Settings.ofApplication();
        scopes = new ContextScopes(beans);
        try {
            own.addAll(FactoryBean.configured(settings));
        } catch (IllegalArgumentException wrongSetting) {
            throw new DefinitionException(wrongSetting);
        }
        own.add(new ContextBean(beans, scopes));
        discovered.forEach(this::introduce);
        own.removeIf(YieldingBean::hasYielded);
        own.forEach(discovery::addBean);
        discovery.addBean(scopes.requestContextsBean());
        discovery
                .<ContextScopes>addBean()
                .types(ContextScopes.class)
                .scope(Singleton.class)
                .produceWith(unused -> scopes);
        listeners = new ListenerEndpoints(beans, scopes, settings);
        collectListeners();
        discovered.clear();
        managed.clear();
    }

    private void collectListeners() {
        List<DefinitionException> problems = new ArrayList<>();
        managed.forEach((bean, type) -> listeners.collect(bean, type, problems::add));
        throwAll(problems);
    }

    private static void throwAll(List<DefinitionException> problems) {
        if (!problems.isEmpty()) {
            DefinitionException first = problems.remove(0);
            problems.forEach(first::addSuppressed);
            throw first;
        }
    }

    private void introduce(Bean<?> other) {
        own.forEach(bean -> bean.meet(other));
    }

    void validate(@Observes AfterDeploymentValidation validation) {
        List<DefinitionException> problems = new ArrayList<>();
        listeners.validate(problems::add);
        throwAll(problems);
    }

    void start(@Observes @Initialized(ApplicationScoped.class) Object application) {
        listeners.start();
    }

    void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object application) {
        listeners.stop();
    }

    void close(@Observes BeforeShutdown shutdown) {
        if (listeners != null) {
            listeners.stop();
        }
        if (scopes != null) {
            scopes.close();
        }
    }
}
