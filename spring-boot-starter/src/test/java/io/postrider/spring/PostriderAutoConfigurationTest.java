package io.postrider.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jms.XAConnectionFactoryWrapper;
import org.springframework.boot.jms.autoconfigure.JmsAutoConfiguration;
import org.springframework.boot.jms.health.JmsHealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jms.connection.CachingConnectionFactory;
import org.springframework.jms.core.JmsTemplate;

/** What the properties make, each in an application context of its own. */
class PostriderAutoConfigurationTest {
    private static final String IN_MEMORY = "postrider.embedded.persistent=false";

    @TempDir
    private Path directory;

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(PostriderAutoConfiguration.class, JmsAutoConfiguration.class));

    private static PostriderConnectionFactory factoryIn(ConnectionFactory bean) {
        assertThat(bean).isInstanceOf(CachingConnectionFactory.class);
        return (PostriderConnectionFactory) ((CachingConnectionFactory) bean).getTargetConnectionFactory();
    }

    @Test
    void aBrokerIsEmbeddedWhereNothingIsSaid() {
        contexts.withPropertyValues("postrider.embedded.data-directory=" + directory, "spring.application.name=shop")
                .run(context -> {
                    Broker broker = context.getBean(Broker.class);
                    assertThat(broker.name()).isEqualTo("shop");
                    assertThat(broker.toString()).contains("derby", directory.toString());
                    assertThat(factoryIn(context.getBean(ConnectionFactory.class))
                                    .getUrl())
                            .isEqualTo("vm://shop?create=false");

                    JmsTemplate template = context.getBean(JmsTemplate.class);
                    template.convertAndSend("letters", "hello");
                    assertThat(template.receiveAndConvert("letters")).isEqualTo("hello");
                    template.convertAndSend("letters", "for later");
                });
        assertThat(Broker.find("shop")).isEmpty();

        contexts.withPropertyValues("postrider.embedded.data-directory=" + directory)
                .run(context -> assertThat(context.getBean(JmsTemplate.class).receiveAndConvert("letters"))
                        .isEqualTo("for later"));
    }

    @Test
    void contextsWithoutPersistenceHaveABrokerEach() {
        contexts.withPropertyValues(IN_MEMORY, "spring.application.name=shop")
                .run(first -> contexts.withPropertyValues(IN_MEMORY, "spring.application.name=shop")
                        .run(second -> {
                            assertThat(first.getBean(Broker.class).name()).isEqualTo("shop");
                            assertThat(second.getBean(Broker.class).name()).isEqualTo("shop-2");
                            first.getBean(JmsTemplate.class).convertAndSend("letters", "for the first");
                            assertThat(second.getBean(Broker.class).status().queue("queue://letters"))
                                    .isNull();
                        }));
    }

    @Test
    void queuesAndTopicsAreThereFromTheStart() {
        contexts.withPropertyValues(
                        IN_MEMORY,
                        "postrider.embedded.name=named",
                        "postrider.embedded.queues=orders,returns",
                        "postrider.embedded.topics=prices")
                .run(context -> {
                    Broker broker = context.getBean(Broker.class);
                    assertThat(broker.name()).isEqualTo("named");
                    assertThat(broker.status().queues())
                            .extracting("name")
                            .contains("queue://orders", "queue://returns");
                });
    }

    @Test
    void anAddressMakesItNative() {
        contexts.withPropertyValues(
                        "postrider.broker-url=tcp://broker.example:4577?jms.prefetch=7",
                        "postrider.user=clerk",
                        "postrider.password=secret")
                .run(context -> {
                    assertThat(context).doesNotHaveBean(Broker.class);
                    PostriderConnectionFactory factory = factoryIn(context.getBean(ConnectionFactory.class));
                    assertThat(factory.getUrl()).isEqualTo("tcp://broker.example:4577?jms.prefetch=7");
                    assertThat(factory.getUserName()).isEqualTo("clerk");
                });
    }

    @Test
    void nativeModeConnectsToThisMachineByDefault() {
        contexts.withPropertyValues("postrider.mode=native").run(context -> {
            assertThat(context).doesNotHaveBean(Broker.class);
            assertThat(factoryIn(context.getBean(ConnectionFactory.class)).getUrl())
                    .isEqualTo("tcp://localhost:4577");
        });
    }

    @Test
    void withoutTheBrokersJarItIsNative() {
        contexts.withClassLoader(new FilteredClassLoader("io.postrider.broker")).run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean("postriderBroker");
            assertThat(factoryIn(context.getBean(ConnectionFactory.class)).getUrl())
                    .isEqualTo("tcp://localhost:4577");
        });
    }

    @Test
    void embeddedModeWithoutTheBrokersJarSaysWhatIsMissing() {
        contexts.withClassLoader(new FilteredClassLoader("io.postrider.broker"))
                .withPropertyValues("postrider.mode=embedded")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("postrider-broker is not on the class path"));
    }

    @Test
    void embeddedModeWithAnAddressIsAContradiction() {
        contexts.withPropertyValues(
                        IN_MEMORY, "postrider.mode=embedded", "postrider.broker-url=tcp://broker.example:4577")
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("postrider.broker-url")
                        .hasMessageContaining("postrider.mode is embedded"));
    }

    @Test
    void embeddingCanBeSwitchedOff() {
        contexts.withPropertyValues("postrider.embedded.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(Broker.class));
    }

    @Test
    void withoutTheCacheTheFactoryIsPlain() {
        contexts.withPropertyValues(IN_MEMORY, "spring.jms.cache.enabled=false")
                .run(context -> assertThat(context.getBean(ConnectionFactory.class))
                        .isInstanceOf(PostriderConnectionFactory.class));
    }

    @Test
    void theCacheIsAsSpringsPropertiesSay() {
        contexts.withPropertyValues(
                        IN_MEMORY, "spring.jms.cache.session-cache-size=5", "spring.jms.cache.consumers=true")
                .run(context -> {
                    CachingConnectionFactory caching = context.getBean(CachingConnectionFactory.class);
                    assertThat(caching.getSessionCacheSize()).isEqualTo(5);
                    assertThat(caching.isCacheConsumers()).isTrue();
                });
    }

    @Test
    void aPoolIsUsedWhereItIsEnabled() {
        contexts.withPropertyValues(
                        IN_MEMORY,
                        "postrider.pool.enabled=true",
                        "postrider.pool.max-connections=3",
                        "postrider.pool.max-sessions-per-connection=20")
                .run(context -> {
                    JmsPoolConnectionFactory pool = context.getBean(JmsPoolConnectionFactory.class);
                    assertThat(pool.getMaxConnections()).isEqualTo(3);
                    assertThat(pool.getMaxSessionsPerConnection()).isEqualTo(20);
                    JmsTemplate template = context.getBean(JmsTemplate.class);
                    template.convertAndSend("letters", "hello");
                    assertThat(template.receiveAndConvert("letters")).isEqualTo("hello");
                });
    }

    @Test
    void customizersSayMore() {
        contexts.withPropertyValues(IN_MEMORY, "postrider.user=clerk", "postrider.password=secret")
                .withBean(PostriderBrokerCustomizer.class, () -> broker -> broker.user("clerk", "secret"))
                .withBean(PostriderConnectionFactoryCustomizer.class, () -> factory -> factory.setPrefetch(1))
                .run(context -> {
                    assertThat(context.getBean(Broker.class).toString()).contains("1 users");
                    assertThat(factoryIn(context.getBean(ConnectionFactory.class))
                                    .getPrefetch())
                            .isEqualTo(1);
                    context.getBean(JmsTemplate.class).convertAndSend("letters", "as the clerk");
                });
    }

    @Test
    void aFactoryOfTheApplicationGoesBefore() {
        ConnectionFactory own = new PostriderConnectionFactory("tcp://elsewhere:1");
        contexts.withBean(ConnectionFactory.class, () -> own).run(context -> assertThat(context)
                .doesNotHaveBean(Broker.class)
                .getBean(ConnectionFactory.class)
                .isSameAs(own));
    }

    @Test
    void aBrokerOfTheApplicationIsUsed() throws Exception {
        try (Broker own = Broker.named("own").journal("memory").start()) {
            contexts.withBean(Broker.class, () -> own).run(context -> assertThat(
                            factoryIn(context.getBean(ConnectionFactory.class)).getUrl())
                    .isEqualTo("vm://own?create=false"));
        }
    }

    @Test
    void inDistributedTransactionsTheFactoryIsWrapped() {
        contexts.withPropertyValues(IN_MEMORY).withUserConfiguration(Jta.class).run(context -> {
            ConnectionFactory wrapped = context.getBean(ConnectionFactory.class);
            assertThat(wrapped).isInstanceOf(Enlisting.class);
            assertThat(((Enlisting) wrapped).target()).isInstanceOf(PostriderConnectionFactory.class);
            assertThat(context.getBean("xaJmsConnectionFactory")).isSameAs(wrapped);
            assertThat(context.getBean("nonXaJmsConnectionFactory")).isInstanceOf(PostriderConnectionFactory.class);
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Jta {
        @Bean
        XAConnectionFactoryWrapper wrapper() {
            return Enlisting::new;
        }
    }

    /** What a JTA integration makes of a factory: here it shows only that it was asked to. */
    static final class Enlisting extends PostriderConnectionFactory {
        private static final long serialVersionUID = 1L;
        private final transient XAConnectionFactory target;

        Enlisting(XAConnectionFactory target) {
            this.target = target;
        }

        XAConnectionFactory target() {
            return target;
        }
    }

    @Test
    void withoutTheTransactionApiItWorksAsWell() {
        contexts.withPropertyValues(IN_MEMORY)
                .withClassLoader(new FilteredClassLoader(TransactionManager.class))
                .run(context -> assertThat(context).hasSingleBean(ConnectionFactory.class));
    }

    @Test
    void springsHealthIndicatorSeesTheBroker() {
        contexts.withPropertyValues(IN_MEMORY).run(context -> {
            var health = new JmsHealthIndicator(context.getBean(ConnectionFactory.class)).health();
            assertThat(health.getStatus()).isEqualTo(Status.UP);
            assertThat(health.getDetails()).containsEntry("provider", "Postrider");
        });
    }

    @Test
    void aDirectoryInUseIsExplained() {
        contexts.withPropertyValues("postrider.embedded.data-directory=" + directory, "postrider.embedded.name=one")
                .run(first -> contexts.withPropertyValues(
                                "postrider.embedded.data-directory=" + directory, "postrider.embedded.name=two")
                        .run(second -> {
                            var analysis = new EmbeddedBrokerFailureAnalyzer().analyze(second.getStartupFailure());
                            assertThat(analysis.getDescription()).contains(directory.toString());
                            assertThat(analysis.getAction()).contains("postrider.embedded.data-directory");
                        }));
    }

    @Test
    void aNameInUseIsExplained() {
        contexts.withPropertyValues(IN_MEMORY, "postrider.embedded.name=taken")
                .run(first -> contexts.withPropertyValues(IN_MEMORY, "postrider.embedded.name=taken")
                        .run(second -> assertThat(new EmbeddedBrokerFailureAnalyzer()
                                        .analyze(second.getStartupFailure())
                                        .getAction())
                                .contains("postrider.embedded.name")));
    }
}
