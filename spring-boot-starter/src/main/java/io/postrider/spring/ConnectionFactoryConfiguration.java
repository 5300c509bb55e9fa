package io.postrider.spring;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.transaction.TransactionManager;
import org.apache.commons.pool2.PooledObject;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.jms.XAConnectionFactoryWrapper;
import org.springframework.boot.jms.autoconfigure.JmsPoolConnectionFactoryFactory;
import org.springframework.boot.jms.autoconfigure.JmsProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.jms.connection.CachingConnectionFactory;

/** The connection factory, as Spring Boot has it for other providers: cached, plain, pooled, or in distributed transactions. */
final class ConnectionFactoryConfiguration {
    private static final String BEAN = "jmsConnectionFactory";

    private ConnectionFactoryConfiguration() {}

    /** Without a JTA transaction manager. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingBean(ConnectionFactory.class)
    static class Plain {

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnBooleanProperty(name = "postrider.pool.enabled", havingValue = false, matchIfMissing = true)
        static class NotPooled {

            @Bean(BEAN)
            @ConditionalOnBooleanProperty(name = "spring.jms.cache.enabled", havingValue = false)
            PostriderConnectionFactory jmsConnectionFactory(BeanFactory beans, PostriderProperties properties) {
                return new ConnectionFactories(beans, properties).make();
            }

            @Bean(BEAN)
            @ConditionalOnBooleanProperty(name = "spring.jms.cache.enabled", matchIfMissing = true)
            CachingConnectionFactory cachingJmsConnectionFactory(
                    BeanFactory beans, PostriderProperties properties, JmsProperties jms) {
                CachingConnectionFactory caching =
                        new CachingConnectionFactory(new ConnectionFactories(beans, properties).make());
                caching.setCacheConsumers(jms.getCache().isConsumers());
                caching.setCacheProducers(jms.getCache().isProducers());
                caching.setSessionCacheSize(jms.getCache().getSessionCacheSize());
                return caching;
            }
        }

        @Configuration(proxyBeanMethods = false)
        @ConditionalOnClass({JmsPoolConnectionFactory.class, PooledObject.class})
        @ConditionalOnBooleanProperty("postrider.pool.enabled")
        static class Pooled {

            @Bean(name = BEAN, destroyMethod = "stop")
            JmsPoolConnectionFactory jmsConnectionFactory(BeanFactory beans, PostriderProperties properties) {
                return new JmsPoolConnectionFactoryFactory(properties.getPool())
                        .createPooledConnectionFactory(new ConnectionFactories(beans, properties).make());
            }
        }
    }

    /** With a JTA transaction manager, and something that enlists connections in its transactions. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(TransactionManager.class)
    @ConditionalOnBean(XAConnectionFactoryWrapper.class)
    @ConditionalOnMissingBean(ConnectionFactory.class)
    static class Distributed {

        @Primary
        @Bean({BEAN, "xaJmsConnectionFactory"})
        ConnectionFactory jmsConnectionFactory(
                BeanFactory beans, PostriderProperties properties, XAConnectionFactoryWrapper wrapper)
                throws Exception {
            return wrapper.wrapConnectionFactory(new ConnectionFactories(beans, properties).make());
        }

        @Bean
        PostriderConnectionFactory nonXaJmsConnectionFactory(BeanFactory beans, PostriderProperties properties) {
            return new ConnectionFactories(beans, properties).make();
        }
    }
}
