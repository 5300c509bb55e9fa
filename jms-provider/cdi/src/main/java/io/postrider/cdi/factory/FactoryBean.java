package io.postrider.cdi.factory;

import io.postrider.cdi.bean.YieldingBean;
import io.postrider.cdi.settings.Settings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.enterprise.context.spi.CreationalContext;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Default;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A connection factory that is configured, as a bean. There is one for each of them, without a proxy before it: what is
 * injected can be cast to {@code XAConnectionFactory}. The default one yields to the application's.
 */
public final class FactoryBean extends YieldingBean<PostriderConnectionFactory> {
    private final PostriderConnectionFactory factory;

    private FactoryBean(PostriderConnectionFactory factory, Set<Annotation> qualifiers) {
        super(
                ConnectionFactory.class,
                Set.of(
                        Object.class,
                        ConnectionFactory.class,
                        XAConnectionFactory.class,
                        PostriderConnectionFactory.class),
                qualifiers);
        this.factory = factory;
    }

    /**
     * The default factory and all named ones.
     *
     * @throws IllegalArgumentException if a setting is wrong; names it
     */
    public static List<FactoryBean> configured(Settings settings) {
        List<FactoryBean> beans = new ArrayList<>();
        beans.add(new FactoryBean(
                FactorySettings.ofDefault(settings).make(), Set.of(Any.Literal.INSTANCE, Default.Literal.INSTANCE)));
        for (String name : FactorySettings.configuredNames(settings)) {
            beans.add(new FactoryBean(FactorySettings.of(name, settings).make(), qualifiers(name)));
        }
        return beans;
    }

    private static Set<Annotation> qualifiers(String name) {
        Set<Annotation> qualifiers = new HashSet<>();
        qualifiers.add(Any.Literal.INSTANCE);
        qualifiers.add(Identifier.Literal.of(name));
        NamedFactories.smallRyeIdentifier(name).ifPresent(qualifiers::add);
        return qualifiers;
    }

    @Override
    public Class<?> getBeanClass() {
        return FactoryBean.class;
    }

    @Override
    public Class<? extends Annotation> getScope() {
        return Singleton.class;
    }

    @Override
    public PostriderConnectionFactory create(CreationalContext<PostriderConnectionFactory> creation) {
        return factory;
    }

    @Override
    public String toString() {
        return factory + " of the configuration " + getQualifiers();
    }
}
