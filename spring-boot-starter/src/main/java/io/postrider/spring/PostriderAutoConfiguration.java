package io.postrider.spring;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jms.autoconfigure.JmsAutoConfiguration;
import org.springframework.boot.jms.autoconfigure.JmsProperties;
import org.springframework.boot.jms.autoconfigure.JndiConnectionFactoryAutoConfiguration;
import org.springframework.context.annotation.Import;

/**
 * Gives an application a {@code ConnectionFactory} for Postrider, and a broker unless it is told of one elsewhere. Stays out of the
 * way where the application has a {@code ConnectionFactory} of its own, or finds one by JNDI.
 */
@AutoConfiguration(
        before = JmsAutoConfiguration.class,
        after = JndiConnectionFactoryAutoConfiguration.class,
        // these are of other modules, which need not be there
        beforeName = {
            "org.springframework.boot.artemis.autoconfigure.ArtemisAutoConfiguration",
            "org.springframework.boot.activemq.autoconfigure.ActiveMQAutoConfiguration"
        },
        afterName = "org.springframework.boot.transaction.jta.autoconfigure.JtaAutoConfiguration")
@ConditionalOnClass({ConnectionFactory.class, PostriderConnectionFactory.class})
@ConditionalOnMissingBean(ConnectionFactory.class)
@EnableConfigurationProperties({PostriderProperties.class, JmsProperties.class})
@Import({
    EmbeddedBrokerConfiguration.class,
    ConnectionFactoryConfiguration.Distributed.class,
    ConnectionFactoryConfiguration.Plain.class
})
public final class PostriderAutoConfiguration {}
