package io.postrider.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XASession;
import java.util.Arrays;
import java.util.UUID;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Work in the branches of a transaction manager. */
class XATest extends EndToEndTest {
    private XAConnection distributed;
    private XASession session;
    private XAResource resource;
    private Session witness;

    @BeforeEach
    void open() throws JMSException {
        distributed = factory.createXAConnection();
        distributed.start();
        session = distributed.createXASession();
        resource = session.getXAResource();
        witness = connection.createSession();
    }

    @AfterEach
    void closeDistributed() throws JMSException {
        distributed.close();
    }

    /** As a transaction manager makes them. */
    private record Branch(byte[] global, byte[] branch) implements Xid {
        static Branch next() {
            return new Branch(UUID.randomUUID().toString().getBytes(), new byte[] {1});
        }

        @Override
        public int getFormatId() {
            return 42;
        }

        @Override
        public byte[] getGlobalTransactionId() {
            return global;
        }

        @Override
        public byte[] getBranchQualifier() {
            return branch;
        }

        boolean isAmong(Xid[] others) {
            return Arrays.stream(others)
                    .anyMatch(other -> other.getFormatId() == 42
                            && Arrays.equals(other.getGlobalTransactionId(), global)
                            && Arrays.equals(other.getBranchQualifier(), branch));
        }
    }

    @Test
    void aBranchIsSeenAfterItsCommitInTwoPhases() throws Exception {
        Branch branch = Branch.next();
        send(witness, "in", 1);
        MessageConsumer in = consumer(session, "in");
        MessageConsumer out = consumer(witness, "out");
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(receive(in, 1)).containsExactly("m1");
        send(session, "out", "result");
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        assertThat(out.receiveNoWait()).isNull();
        assertThat(branch.isAmong(resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)))
                .isTrue();
        assertThat(resource.recover(XAResource.TMNOFLAGS)).isEmpty();
        resource.commit(branch, false);
        assertThat(receive(out, 1)).containsExactly("result");
        assertThat(branch.isAmong(resource.recover(XAResource.TMSTARTRSCAN))).isFalse();
        assertThat(consumer(witness, "in").receiveNoWait()).isNull();
    }

    @Test
    void aRolledBackBranchReturnsWhatItReceivedInOrder() throws Exception {
        Branch branch = Branch.next();
        send(witness, "in", 5);
        MessageConsumer in = consumer(session, "in");
        resource.start(branch, XAResource.TMNOFLAGS);
        receive(in, 2);
        send(session, "out", "never");
        resource.end(branch, XAResource.TMSUCCESS);
        resource.rollback(branch);
        assertThat(receive(in, 5)).containsExactly("m1", "m2", "m3", "m4", "m5");
        assertThat(consumer(witness, "out").receiveNoWait()).isNull();
    }

    @Test
    void outsideOfABranchTheSessionAcknowledgesAndSendsAtOnce() throws Exception {
        send(session, "q", 2);
        MessageConsumer consumer = consumer(session, "q");
        receive(consumer, 1);
        session.close();
        assertThat(receive(consumer(witness, "q"), 1)).containsExactly("m2");
    }

    @Test
    void workIsSuspendedAndResumedAndJoined() throws Exception {
        Branch first = Branch.next();
        Branch second = Branch.next();
        XASession beside = distributed.createXASession();
        resource.start(first, XAResource.TMNOFLAGS);
        send(session, "q", "first, begun");
        resource.end(first, XAResource.TMSUSPEND);
        resource.start(second, XAResource.TMNOFLAGS);
        send(session, "q", "second");
        resource.end(second, XAResource.TMSUCCESS);
        resource.start(first, XAResource.TMRESUME);
        send(session, "q", "first, resumed");
        resource.end(first, XAResource.TMSUCCESS);
        beside.getXAResource().start(first, XAResource.TMJOIN);
        send(beside, "q", "first, joined");
        beside.getXAResource().end(first, XAResource.TMSUCCESS);
        resource.rollback(second);
        resource.commit(first, true);
        MessageConsumer consumer = consumer(witness, "q");
        assertThat(receive(consumer, 3)).containsExactly("first, begun", "first, resumed", "first, joined");
        assertThat(consumer.receiveNoWait()).isNull();
    }

    @Test
    void aBranchOutlivesItsSession() throws Exception {
        Branch branch = Branch.next();
        XASession other = distributed.createXASession();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, "q", 1);
        session.close();
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(other.getXAResource().prepare(branch)).isEqualTo(XAResource.XA_OK);
        other.getXAResource().commit(branch, false);
        assertThat(receive(consumer(witness, "q"), 1)).containsExactly("m1");
    }

    @Test
    void aPreparedBranchIsRecoveredByAnotherConnection() throws Exception {
        Branch branch = Branch.next();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, "q", 1);
        resource.end(branch, XAResource.TMSUCCESS);
        resource.prepare(branch);
        distributed.close();
        try (XAJMSContext context = factory.createXAContext()) {
            XAResource recovering = context.getXAResource();
            assertThat(branch.isAmong(recovering.recover(XAResource.TMSTARTRSCAN)))
                    .isTrue();
            recovering.commit(branch, false);
        }
        assertThat(receive(consumer(witness, "q"), 1)).containsExactly("m1");
    }

    @Test
    void failuresHaveTheCodesOfTheSpecification() throws Exception {
        Branch branch = Branch.next();
        assertCode(() -> resource.commit(branch, false), XAException.XAER_NOTA);
        assertCode(() -> resource.end(branch, XAResource.TMSUCCESS), XAException.XAER_PROTO);
        assertCode(() -> resource.start(null, XAResource.TMNOFLAGS), XAException.XAER_INVAL);
        assertCode(() -> resource.start(branch, XAResource.TMSUCCESS), XAException.XAER_INVAL);
        assertCode(() -> resource.recover(XAResource.TMJOIN), XAException.XAER_INVAL);
        resource.start(branch, XAResource.TMNOFLAGS);
        assertCode(() -> resource.start(Branch.next(), XAResource.TMNOFLAGS), XAException.XAER_PROTO);
        resource.end(branch, XAResource.TMFAIL);
        assertThatThrownBy(() -> resource.prepare(branch)).isInstanceOf(XAException.class);
    }

    private interface Call {
        void run() throws Exception;
    }

    private static void assertCode(Call call, int code) {
        assertThatThrownBy(call::run)
                .asInstanceOf(InstanceOfAssertFactories.type(XAException.class))
                .extracting(failure -> failure.errorCode)
                .isEqualTo(code);
    }

    @Test
    void resourcesKnowWhetherTheySpeakToTheSameBroker() throws Exception {
        assertThat(resource.isSameRM(distributed.createXASession().getXAResource()))
                .isTrue();
        try (XAJMSContext sameBroker = factory.createXAContext();
                XAJMSContext otherBroker = new PostriderConnectionFactory(
                                "vm://" + UUID.randomUUID() + "?journal=memory")
                        .createXAContext()) {
            assertThat(resource.isSameRM(sameBroker.getXAResource())).isTrue();
            assertThat(resource.isSameRM(otherBroker.getXAResource())).isFalse();
        }
        assertThat(resource.setTransactionTimeout(30)).isTrue();
        assertThat(resource.getTransactionTimeout()).isEqualTo(30);
    }

    @Test
    void theSessionLeavesTheOutcomeToTheTransactionManager() throws JMSException {
        assertThat(session.getTransacted()).isTrue();
        assertThatThrownBy(session::commit).isInstanceOf(TransactionInProgressException.class);
        assertThatThrownBy(session::rollback).isInstanceOf(TransactionInProgressException.class);
    }
}
