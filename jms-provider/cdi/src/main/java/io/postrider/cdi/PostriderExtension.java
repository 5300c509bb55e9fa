package io.postrider.cdi;

import io.postrider.cdi.bean.YieldingBean;
import io.postrider.cdi.context.ContextBean;
import io.postrider.cdi.context.ContextRequest;
import io.postrider.cdi.context.ContextScopes;
import io.postrider.cdi.factory.FactoryBean;
import io.postrider.cdi.settings.Settings;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterBeanDiscovery;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.BeforeShutdown;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.InjectionPoint;
import jakarta.enterprise.inject.spi.ProcessBean;
import jakarta.enterprise.inject.spi.ProcessInjectionPoint;
import jakarta.inject.Singleton;
import jakarta.jms.JMSContext;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the container finds by itself: adds the beans of {@code JMSContext} and {@code ConnectionFactory}, and closes what they have
 * opened. Where a server or the application has default beans of these types, its own stand aside.
 */
public class PostriderExtension implements Extension {
    private static final Logger LOG = LoggerFactory.getLogger(PostriderExtension.class);

    private final List<YieldingBean<?>> own = new ArrayList<>();
    private final List<Bean<?>> discovered = new ArrayList<>();
    private ContextScopes scopes;

    void add(@Observes AfterBeanDiscovery discovery, BeanManager beans) {
        scopes = new ContextScopes(beans);
        try {
            own.addAll(FactoryBean.configured(Settings.ofApplication()));
        } catch (IllegalArgumentException wrongSetting) {
            discovery.addDefinitionError(wrongSetting);
        }
        own.add(new ContextBean(beans, scopes));
        own.forEach(discovery::addBean);
        discovery.addBean(scopes.requestContextsBean());
        discovery
                .<ContextScopes>addBean()
                .types(ContextScopes.class)
                .scope(Singleton.class)
                .produceWith(unused -> scopes);
        discovered.forEach(this::introduce);
        discovered.clear();
    }

    /** Comes for the beans of the application's classes before {@link #add}, for those of other extensions after it. */
    void meet(@Observes ProcessBean<?> event) {
        if (scopes == null) {
            discovered.add(event.getBean());
        } else {
            introduce(event.getBean());
        }
    }

    private void introduce(Bean<?> other) {
        own.forEach(bean -> bean.meet(other));
    }

    void check(@Observes ProcessInjectionPoint<?, JMSContext> event) {
        InjectionPoint point = event.getInjectionPoint();
        ContextRequest request = ContextRequest.of(point.getAnnotated());
        if (!ContextRequest.SESSION_MODES.contains(request.sessionMode())) {
            event.addDefinitionError(new DefinitionException(
                    point + ": there is no session mode " + request.sessionMode() + "; see JMSContext's constants"));
        } else if (request.isSessionModeReplaced()) {
            LOG.warn(
                    "PR008002 {} asks for a session mode that nobody could commit or acknowledge in an injected JMSContext:"
                            + " it is AUTO_ACKNOWLEDGE there",
                    point);
        }
    }

    void close(@Observes BeforeShutdown shutdown) {
        if (scopes != null) {
            scopes.close();
        }
    }
}
