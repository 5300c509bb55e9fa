package io.postrider.ra.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.ra.container.PlainContainer;
import io.postrider.ra.container.Transactions;
import io.postrider.ra.inbound.PostriderActivationSpec;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.resource.spi.ActivationSpec;
import jakarta.transaction.RollbackException;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;
import javax.transaction.xa.XAResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker elsewhere is killed at steps of a transaction's two phases, while the server goes on. */
class BrokerCrashTest {
    private static final TransactionManager TRANSACTIONS = Transactions.forThisProcess();

    @TempDir
    private Path directory;

    private ChildProcess broker;
    private int port;
    private PlainContainer container;
    private ConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        startBroker();
        container = new PlainContainer("tcp://127.0.0.1:" + port + "?transport.resumeMillis=0", TRANSACTIONS);
        factory = container.connectionFactory();
    }

    private void startBroker() throws Exception {
        broker = ChildProcess.start(BrokerProcess.class, directory, Integer.toString(port));
        port = Integer.parseInt(broker.line());
    }

    @AfterEach
    void stop() throws Exception {
        container.close();
        broker.close();
    }

    private Witness witness(Witness.Step step) {
        return new Witness(directory.resolve("witness"), step, broker::kill);
    }

    private void send() {
        try (JMSContext context = factory.createContext()) {
            context.createProducer().send(context.createQueue("q"), "message");
        }
    }

    private String receive() {
        try (JMSContext context = factory.createContext()) {
            return context.createConsumer(context.createQueue("q")).receiveBodyNoWait(String.class);
        }
    }

    private void recover() throws Exception {
        try (Recovery recovery = new Recovery()) {
            recovery.add(this::resources);
            recovery.add(() -> new XAResource[] {witness(Witness.Step.NONE)});
            recovery.run();
        }
        assertThat(resources()[0].recover(XAResource.TMSTARTRSCAN)).isEmpty();
        assertThat(witness(Witness.Step.NONE).recover(XAResource.TMSTARTRSCAN)).isEmpty();
    }

    private XAResource[] resources() throws Exception {
        PostriderActivationSpec spec = new PostriderActivationSpec();
        return container.adapter().getXAResources(new ActivationSpec[] {spec});
    }

    @Test
    void aBrokerThatIsGoneBeforeItIsPreparedUndoesTheTransaction() throws Exception {
        TRANSACTIONS.begin();
        TRANSACTIONS.getTransaction().enlistResource(witness(Witness.Step.PREPARE));
        send();
        assertThatThrownBy(TRANSACTIONS::commit).isInstanceOf(RollbackException.class);
        startBroker();
        recover();
        assertThat(receive()).isNull();
    }

    @Test
    void aBrokerThatIsGoneAfterItIsPreparedCommitsWhenItIsBack() throws Exception {
        TRANSACTIONS.begin();
        send();
        TRANSACTIONS.getTransaction().enlistResource(witness(Witness.Step.PREPARE));
        TRANSACTIONS.commit();
        startBroker();
        recover();
        assertThat(receive()).isEqualTo("message");
    }

    @Test
    void aBrokerThatIsGoneWhenTheDecisionIsMadeCommitsWhenItIsBack() throws Exception {
        TRANSACTIONS.begin();
        TRANSACTIONS.getTransaction().enlistResource(witness(Witness.Step.COMMIT));
        send();
        TRANSACTIONS.commit();
        startBroker();
        recover();
        assertThat(receive()).isEqualTo("message");
    }
}
