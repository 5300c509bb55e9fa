package io.postrider.frameworks.spring;

import static io.postrider.frameworks.Depths.awaitDepth;
import static io.postrider.frameworks.Depths.awaitNothingLeft;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.postrider.broker.Broker;
import io.postrider.client.PostriderConnectionFactory;
import io.postrider.junit5.PostriderTest;
import jakarta.jms.Message;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.messaginghub.pooled.jms.JmsPoolXAConnectionFactory;
import org.springframework.jms.core.JmsTemplate;
import org.springframework.jms.listener.DefaultMessageListenerContainer;
import org.springframework.jms.listener.SessionAwareMessageListener;
import org.springframework.transaction.jta.JtaTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Distributed transactions as Spring applications have them: JtaTransactionManager over Narayana, sessions by pooled-jms. */
@PostriderTest
class JtaTest {
    @TempDir
    private static Path transactionLog;

    private final TransactionManager narayana = com.arjuna.ats.jta.TransactionManager.transactionManager();
    private final JtaTransactionManager jta =
            new JtaTransactionManager(com.arjuna.ats.jta.UserTransaction.userTransaction(), narayana);
    private final JmsPoolXAConnectionFactory pool = new JmsPoolXAConnectionFactory();
    private Broker broker;
    private JmsTemplate template;

    @BeforeAll
    static void keepTheLogApart() {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir(transactionLog.toString());
        }
    }

    @BeforeEach
    void connect(PostriderConnectionFactory factory, Broker broker) {
        this.broker = broker;
        pool.setConnectionFactory(factory);
        pool.setTransactionManager(narayana);
        template = new JmsTemplate(pool);
        template.setReceiveTimeout(5_000);
    }

    @AfterEach
    void disconnect() {
        pool.stop();
    }

    @Test
    void aTransactionSendsAllOrNothing() {
        TransactionTemplate transaction = new TransactionTemplate(jta);
        transaction.executeWithoutResult(status -> template.convertAndSend("letters", "one"));
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    assertThat(template.receiveAndConvert("letters")).isEqualTo("one");
                    template.convertAndSend("others", "never");
                    throw new IllegalStateException("rolled back");
                }))
                .hasMessage("rolled back");

        awaitDepth(broker, "others", 0);
        transaction.executeWithoutResult(
                status -> assertThat(template.receiveAndConvert("letters")).isEqualTo("one"));
        awaitNothingLeft(broker);
    }

    @Test
    void aListenerAndWhatItSendsAreOneTransaction() {
        AtomicInteger attempts = new AtomicInteger();
        DefaultMessageListenerContainer container = new DefaultMessageListenerContainer();
        container.setConnectionFactory(pool);
        container.setTransactionManager(jta);
        container.setDestinationName("orders");
        container.setReceiveTimeout(200);
        container.setErrorHandler(expected -> {});
        container.setMessageListener((SessionAwareMessageListener<Message>) (message, session) -> {
            template.convertAndSend("answers", "answer " + attempts.incrementAndGet());
            if (attempts.get() == 1) {
                throw new IllegalStateException("the first attempt fails");
            }
        });
        container.afterPropertiesSet();
        container.start();
        new TransactionTemplate(jta).executeWithoutResult(status -> template.convertAndSend("orders", "order"));

        awaitDepth(broker, "answers", 1);
        container.shutdown();
        new TransactionTemplate(jta).executeWithoutResult(status -> assertThat(template.receiveAndConvert("answers"))
                .isEqualTo("answer 2"));
        awaitNothingLeft(broker);
    }
}
