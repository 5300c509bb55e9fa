package io.postrider.spring;

import io.postrider.broker.Broker;
import io.postrider.broker.BrokerBuilder;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementArgument;
import io.postrider.protocol.link.ManagementRequest;
import io.postrider.protocol.link.ManagementVerb;
import java.nio.file.Path;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** The broker in this VM. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(Broker.class)
@Conditional(OnEmbeddedMode.class)
class EmbeddedBrokerConfiguration {
    private static final String DEFAULT_NAME = "postrider";

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    Broker postriderBroker(
            PostriderProperties properties,
            Environment environment,
            ObjectProvider<PostriderBrokerCustomizer> customizers)
            throws BrokerException {
        PostriderProperties.Embedded embedded = properties.getEmbedded();
        BrokerBuilder builder = Broker.named(name(embedded, environment.getProperty("spring.application.name")))
                // the application context closes it, after all that uses it
                .closedAtExit(false);
        if (!embedded.isPersistent()) {
            builder.journal("memory");
        } else if (StringUtils.hasText(embedded.getDataDirectory())) {
            builder.dataDirectory(Path.of(embedded.getDataDirectory()));
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        Broker broker = builder.start();
        create(broker, ManagementVerb.QUEUE_CREATE, embedded.getQueues());
        create(broker, ManagementVerb.TOPIC_CREATE, embedded.getTopics());
        return broker;
    }

    private static String name(PostriderProperties.Embedded embedded, String applicationName) {
        if (StringUtils.hasText(embedded.getName())) {
            return embedded.getName();
        }
        String name = StringUtils.hasText(applicationName) ? applicationName : DEFAULT_NAME;
        if (embedded.isPersistent()) {
            return name; // one store has one broker
        }
        // several contexts of one VM, as tests have them, shall not share a broker, nor be in each other's way
        int number = 1;
        String free = name;
        while (Broker.find(free).isPresent()) {
            number++;
            free = name + "-" + number;
        }
        return free;
    }

    private static void create(Broker broker, ManagementVerb verb, List<String> names) {
        for (String name : names) {
            ManagementRequest request = ManagementRequest.of(verb).with(ManagementArgument.NAME, name);
            broker.manage(request).toCompletableFuture().join();
        }
    }
}
