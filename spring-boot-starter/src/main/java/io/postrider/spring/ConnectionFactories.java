package io.postrider.spring;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.ClassUtils;
import org.springframework.util.StringUtils;

/** Makes connection factories as the properties and customizers say. */
final class ConnectionFactories {
    private static final String DEFAULT_URL = "tcp://localhost:4577";

    private final BeanFactory beans;
    private final PostriderProperties properties;

    ConnectionFactories(BeanFactory beans, PostriderProperties properties) {
        this.beans = beans;
        this.properties = properties;
    }

    PostriderConnectionFactory make() {
        PostriderConnectionFactory factory = new PostriderConnectionFactory(url());
        if (StringUtils.hasText(properties.getUser())) {
            factory.setUserName(properties.getUser());
            factory.setPassword(properties.getPassword());
        }
        beans.getBeanProvider(PostriderConnectionFactoryCustomizer.class)
                .orderedStream()
                .forEach(customizer -> customizer.customize(factory));
        return factory;
    }

    private String url() {
        boolean hasUrl = StringUtils.hasText(properties.getBrokerUrl());
        if (properties.getMode() == PostriderMode.EMBEDDED && hasUrl) {
            throw new IllegalStateException("postrider.broker-url is \"" + properties.getBrokerUrl()
                    + "\" although postrider.mode is embedded: remove one of them");
        }
        if (hasUrl) {
            return properties.getBrokerUrl();
        }
        String embedded = properties.getMode() == PostriderMode.NATIVE ? null : embeddedUrl();
        return embedded == null ? DEFAULT_URL : embedded;
    }

    /** The address of the broker in this VM; null if there is none. */
    private String embeddedUrl() {
        // applications that only connect need not have the broker's jar
        boolean possible =
                ClassUtils.isPresent("io.postrider.broker.Broker", getClass().getClassLoader());
        String url = possible ? EmbeddedAddress.of(beans) : null;
        if (url == null && properties.getMode() == PostriderMode.EMBEDDED) {
            throw new IllegalStateException(
                    "postrider.mode is embedded, but there is no broker: io.postrider:postrider-broker is not on the class path");
        }
        return url;
    }

    /** Apart, as it needs the broker's classes. */
    private static final class EmbeddedAddress {
        private EmbeddedAddress() {}

        static String of(BeanFactory beans) {
            Broker broker = beans.getBeanProvider(Broker.class).getIfAvailable();
            return broker == null ? null : "vm://" + broker.name() + "?create=false";
        }
    }
}
