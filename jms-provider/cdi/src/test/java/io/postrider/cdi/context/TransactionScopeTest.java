package io.postrider.cdi.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.cdi.NarayanaBeans;
import io.postrider.cdi.TestApplication;
import io.postrider.cdi.factory.Identifier;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateRuntimeException;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.JMSSessionMode;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Injected contexts in JTA transactions, those of Narayana; sections 12.3 and 12.4.4. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransactionScopeTest {
    private TestApplication application;
    private TransactionManager manager;

    @ApplicationScoped
    static class Bank {
        @Inject
        JMSContext context;

        @Inject
        JMSContext same;

        @Inject
        @JMSSessionMode(JMSContext.DUPS_OK_ACKNOWLEDGE)
        JMSContext other;

        @Inject
        @JMSConnectionFactory("local-only")
        JMSContext localOnly;

        JMSContext context() {
            return context;
        }

        JMSContext same() {
            return same;
        }

        JMSContext other() {
            return other;
        }

        JMSContext localOnly() {
            return localOnly;
        }

        void pay(String what) {
            context.createProducer().send(context.createQueue("paid"), what);
        }
    }

    @ApplicationScoped
    static class LocalFactory {
        @Produces
        @Named("local-only")
        @Singleton
        @Identifier("local-only")
        ConnectionFactory factory() {
            ConnectionFactory whole = new PostriderConnectionFactory();
            return (ConnectionFactory) Proxy.newProxyInstance(
                    getClass().getClassLoader(),
                    new Class<?>[] {ConnectionFactory.class},
                    (proxy, method, arguments) -> method.invoke(whole, arguments));
        }
    }

    @BeforeAll
    void start() throws Exception {
        application = TestApplication.withBroker().start(Bank.class, LocalFactory.class, NarayanaBeans.class);
        manager = application.get(TransactionManager.class);
    }

    @AfterEach
    void rollBack() throws Exception {
        if (manager.getTransaction() != null) {
            manager.rollback();
        }
        application.take("paid");
    }

    @AfterAll
    void stop() {
        application.close();
    }

    private static JMSContext behind(JMSContext injected) {
        return ((InjectedContext) injected).current();
    }

    @Test
    void whatIsSentIsSeenAfterTheCommit() throws Exception {
        manager.begin();
        application.get(Bank.class).pay("rent");
        assertThat(application.take("paid")).isEmpty();
        manager.commit();
        assertThat(application.take("paid")).containsExactly("rent");
    }

    @Test
    void whatIsSentIsGoneAfterARollback() throws Exception {
        manager.begin();
        application.get(Bank.class).pay("rent");
        manager.rollback();
        assertThat(application.take("paid")).isEmpty();
        assertThat(application.broker().status().preparedBranches()).isZero();
    }

    @Test
    void whatIsReceivedComesBackAfterARollback() throws Exception {
        application.send("due", "bill");
        manager.begin();
        JMSContext context = application.get(Bank.class).context();
        assertThat(context.createConsumer(context.createQueue("due"))
                        .receiveBody(String.class, TestApplication.SOON_MILLIS))
                .isEqualTo("bill");
        manager.rollback();
        assertThat(application.take("due")).containsExactly("bill");
    }

    @Test
    void identicalAnnotationsShareOneContextInATransaction() throws Exception {
        manager.begin();
        Bank bank = application.get(Bank.class);
        assertThat(behind(bank.context())).isSameAs(behind(bank.same())).isNotSameAs(behind(bank.other()));
        assertThat(bank.context().getTransacted()).isTrue();
    }

    @Test
    void twoContextsOfOneTransactionAreCommittedInTwoPhases() throws Exception {
        manager.begin();
        Bank bank = application.get(Bank.class);
        bank.pay("rent");
        bank.other().createProducer().send(bank.other().createQueue("paid"), "water");
        assertThat(application.take("paid")).isEmpty();
        manager.commit();
        assertThat(application.take("paid")).containsExactlyInAnyOrder("rent", "water");
    }

    @Test
    void isClosedWhenTheTransactionEnds() throws Exception {
        long before = application.broker().status().connections();
        List<JMSContext> contexts = new ArrayList<>();
        for (boolean commits : new boolean[] {true, false}) {
            manager.begin();
            application.get(Bank.class).pay("rent");
            contexts.add(behind(application.get(Bank.class).context()));
            assertThat(application.broker().status().connections()).isEqualTo(before + 1);
            if (commits) {
                manager.commit();
            } else {
                manager.rollback();
            }
            assertThat(application.broker().status().connections()).isEqualTo(before);
        }
        assertThat(contexts).doesNotHaveDuplicates().allSatisfy(context -> assertThatThrownBy(
                        context::createTextMessage)
                .isInstanceOf(IllegalStateRuntimeException.class));
    }

    @Test
    void insideAndOutsideOfATransactionItIsNotTheSame() {
        application.inRequest(() -> {
            Bank bank = application.get(Bank.class);
            bank.pay("before");
            JMSContext ofRequest = behind(bank.context());
            try {
                manager.begin();
                bank.pay("inside");
                assertThat(behind(bank.context())).isNotSameAs(ofRequest);
                manager.rollback();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            assertThat(behind(bank.context())).isSameAs(ofRequest);
            bank.pay("after");
        });
        assertThat(application.take("paid")).containsExactly("before", "after");
    }

    @Test
    void aSuspendedTransactionKeepsItsContext() throws Exception {
        manager.begin();
        Bank bank = application.get(Bank.class);
        bank.pay("first");
        JMSContext ofFirst = behind(bank.context());
        Transaction first = manager.suspend();
        manager.begin();
        bank.pay("second");
        assertThat(behind(bank.context())).isNotSameAs(ofFirst);
        manager.commit();
        assertThat(application.take("paid")).containsExactly("second");
        manager.resume(first);
        assertThat(behind(bank.context())).isSameAs(ofFirst);
        bank.pay("third");
        manager.commit();
        assertThat(application.take("paid")).containsExactly("first", "third");
    }

    @Test
    void aTransactionMarkedForRollbackTakesNoNewContext() throws Exception {
        manager.begin();
        manager.setRollbackOnly();
        assertThatThrownBy(() -> application.get(Bank.class).pay("rent"))
                .isInstanceOf(JMSRuntimeException.class)
                .hasMessageContaining("marked for rollback");
        assertThat(application.broker().status().connections()).isZero();
    }

    @Test
    void aFactoryThatCannotTakePartIsAnError() throws Exception {
        manager.begin();
        assertThatThrownBy(() -> application.get(Bank.class).localOnly().createProducer())
                .isInstanceOf(IllegalStateRuntimeException.class)
                .hasMessageContaining("local-only")
                .hasMessageContaining("XAConnectionFactory");
    }

    @Test
    void commitAndRollbackAreTheTransactionManagers() throws Exception {
        manager.begin();
        JMSContext context = application.get(Bank.class).context();
        assertThatThrownBy(context::commit).isInstanceOf(IllegalStateRuntimeException.class);
        assertThatThrownBy(context::rollback).isInstanceOf(IllegalStateRuntimeException.class);
    }
}
