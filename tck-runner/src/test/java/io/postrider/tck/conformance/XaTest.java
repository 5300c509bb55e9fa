package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.Section;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import jakarta.jms.TransactionInProgressException;
import jakarta.jms.TransactionInProgressRuntimeException;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueSession;
import jakarta.jms.XASession;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicSession;
import java.util.List;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Distributed transactions: what a session does within a branch, and the life of a branch. */
@Section("11.3")
class XaTest extends ConformanceTest {

    @FunctionalInterface
    private interface Call {
        void run() throws XAException;
    }

    private static void assertRefused(int code, Call call) {
        assertThatExceptionOfType(XAException.class).isThrownBy(call::run).satisfies(e -> assertThat(e.errorCode)
                .isEqualTo(code));
    }

    private static List<Xid> prepared(XAResource resource) throws XAException {
        return Branch.inDoubt(resource);
    }

    private static Message take(XASession session, Queue queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            return consumer.receive(GUARD_MILLIS);
        }
    }

    @ParameterizedTest
    @Section("11.3.5")
    @ValueSource(booleans = {true, false})
    void whatABranchSendsIsThereAfterItsCommit(boolean onePhase) throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a", "b");
        resource.end(branch, XAResource.TMSUCCESS);
        if (!onePhase) {
            assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        }
        assertThat(drain(queue)).isEmpty();
        resource.commit(branch, onePhase);
        assertThat(drain(queue)).containsExactly("a", "b");
    }

    @ParameterizedTest
    @Section("11.3.5")
    @ValueSource(booleans = {true, false})
    void whatABranchSendsIsDestroyedByItsRollback(boolean afterPrepare) throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "never");
        resource.end(branch, XAResource.TMSUCCESS);
        if (afterPrepare) {
            resource.prepare(branch);
        }
        resource.rollback(branch);
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("11.3.5")
    void whatABranchReceivesIsAcknowledgedByItsCommit() throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a", "b");
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(textOf(take(session, queue))).isEqualTo("a");
        resource.end(branch, XAResource.TMSUCCESS);
        resource.prepare(branch);
        resource.commit(branch, false);
        session.close();
        assertThat(drain(queue)).containsExactly("b");
    }

    @ParameterizedTest
    @Section("11.3.5")
    @ValueSource(booleans = {true, false})
    void whatABranchReceivesComesBackAfterItsRollback(boolean afterPrepare) throws Exception {
        Queue queue = newQueue();
        send(session(), queue, "a", "b");
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(textOf(take(session, queue))).isEqualTo("a");
        resource.end(branch, XAResource.TMSUCCESS);
        if (afterPrepare) {
            resource.prepare(branch);
        }
        resource.rollback(branch);
        session.close();
        Message again = session().createConsumer(queue).receive(GUARD_MILLIS);
        assertThat(textOf(again)).isEqualTo("a");
        assertThat(again.getJMSRedelivered()).isTrue();
    }

    @Test
    @Section("11.3.5")
    void aBranchCoversQueuesAndTopics() throws Exception {
        Topic topic = newTopic();
        Queue queue = newQueue();
        MessageConsumer subscriber = session().createConsumer(topic);
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "to the queue");
        send(session, topic, "to the topic");
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(subscriber.receiveNoWait()).isNull();
        resource.commit(branch, true);
        assertThat(receiveText(subscriber)).isEqualTo("to the topic");
        assertThat(drain(queue)).containsExactly("to the queue");
    }

    @Test
    @Section("11.3.5")
    void aSessionWorksOnOneBranchAfterTheOther() throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = newQueue();
        Xid first = Branch.fresh();
        Xid second = Branch.fresh();
        resource.start(first, XAResource.TMNOFLAGS);
        send(session, queue, "first");
        resource.end(first, XAResource.TMSUCCESS);
        resource.start(second, XAResource.TMNOFLAGS);
        send(session, queue, "second");
        resource.end(second, XAResource.TMSUCCESS);
        resource.rollback(first);
        resource.commit(second, true);
        assertThat(drain(queue)).containsExactly("second");
    }

    @Test
    @Section("11.3.5")
    void aSuspendedBranchIsResumed() throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = newQueue();
        Xid suspended = Branch.fresh();
        Xid other = Branch.fresh();
        resource.start(suspended, XAResource.TMNOFLAGS);
        send(session, queue, "before");
        resource.end(suspended, XAResource.TMSUSPEND);
        resource.start(other, XAResource.TMNOFLAGS);
        send(session, queue, "of the other");
        resource.end(other, XAResource.TMSUCCESS);
        resource.rollback(other);
        resource.start(suspended, XAResource.TMRESUME);
        send(session, queue, "after");
        resource.end(suspended, XAResource.TMSUCCESS);
        resource.commit(suspended, true);
        assertThat(drain(queue)).containsExactly("before", "after");
    }

    @Test
    @Section("11.3.5")
    void anotherSessionJoinsTheBranch() throws Exception {
        XAConnection connection = xaConnection();
        XASession one = connection.createXASession();
        XASession other = connection.createXASession();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        one.getXAResource().start(branch, XAResource.TMNOFLAGS);
        send(one, queue, "of one");
        one.getXAResource().end(branch, XAResource.TMSUCCESS);
        assertThat(one.getXAResource().isSameRM(other.getXAResource())).isTrue();
        other.getXAResource().start(branch, XAResource.TMJOIN);
        send(other, queue, "of the other");
        other.getXAResource().end(branch, XAResource.TMSUCCESS);
        one.getXAResource().prepare(branch);
        assertThat(drain(queue)).isEmpty();
        one.getXAResource().commit(branch, false);
        assertThat(drain(queue)).containsExactly("of one", "of the other");
    }

    @Test
    @Section("11.3.5")
    void anyResourceOfTheProviderCompletesABranch() throws Exception {
        XASession working = xaConnection().createXASession();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        working.getXAResource().start(branch, XAResource.TMNOFLAGS);
        send(working, queue, "a");
        working.getXAResource().end(branch, XAResource.TMSUCCESS);
        XAResource completing = xaConnection().createXASession().getXAResource();
        assertThat(completing.isSameRM(working.getXAResource())).isTrue();
        completing.prepare(branch);
        completing.commit(branch, false);
        assertThat(drain(queue)).containsExactly("a");
    }

    @Test
    @Section("11.3.5")
    void aFailedBranchCanOnlyBeRolledBack() throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "never");
        try {
            resource.end(branch, XAResource.TMFAIL);
        } catch (XAException e) {
            assertThat(e.errorCode).isBetween(XAException.XA_RBBASE, XAException.XA_RBEND);
        }
        assertThatExceptionOfType(XAException.class).isThrownBy(() -> resource.prepare(branch));
        try {
            resource.rollback(branch);
        } catch (XAException e) {
            assertThat(e.errorCode).as("rolled back already").isEqualTo(XAException.XAER_NOTA);
        }
        assertThat(drain(queue)).isEmpty();
    }

    @Test
    @Section("11.3.5")
    void aPreparedBranchIsInDoubtUntilCompleted() throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(prepared(resource)).noneMatch(branch::equals);
        resource.prepare(branch);
        assertThat(prepared(resource)).anyMatch(branch::equals);
        assertThat(prepared(xaConnection().createXASession().getXAResource())).anyMatch(branch::equals);
        resource.commit(branch, false);
        assertThat(prepared(resource)).noneMatch(branch::equals);
    }

    @Test
    @Section("11.3.5")
    void aPreparedBranchOutlivesItsConnection() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        Xid branch = Branch.fresh();
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        assertThat(textOf(take(session, in))).isEqualTo("taken");
        send(session, out, "sent");
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        session.getXAResource().prepare(branch);
        connection.close();
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).isEmpty();
        XAResource recovering = xaConnection().createXASession().getXAResource();
        assertThat(prepared(recovering)).anyMatch(branch::equals);
        recovering.commit(branch, false);
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).containsExactly("sent");
    }

    @Test
    @Section("6.2.15")
    void theTransactionManagerDecidesOnTheWorkOfAClosedSession() throws Exception {
        XAConnection connection = xaConnection();
        XASession session = connection.createXASession();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        session.close();
        XAResource other = connection.createXASession().getXAResource();
        other.prepare(branch);
        other.commit(branch, false);
        assertThat(drain(queue)).containsExactly("a");
    }

    @Test
    @Section("11.3.5")
    void aBranchThatOnlyReadNothingMayBeReadOnly() throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        resource.end(branch, XAResource.TMSUCCESS);
        int vote = resource.prepare(branch);
        assertThat(vote).isIn(XAResource.XA_OK, XAResource.XA_RDONLY);
        if (vote == XAResource.XA_OK) {
            resource.commit(branch, false);
        }
        assertThat(prepared(resource)).noneMatch(branch::equals);
    }

    @Test
    @Section("11.3.5")
    void callsOutOfTurnAreRefusedWithTheirCode() throws Exception {
        XASession session = xaConnection().createXASession();
        XAResource resource = session.getXAResource();
        Xid unknown = Branch.fresh();
        Xid branch = Branch.fresh();
        assertRefused(XAException.XAER_NOTA, () -> resource.prepare(unknown));
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(unknown, false));
        assertRefused(XAException.XAER_NOTA, () -> resource.rollback(unknown));
        assertRefused(XAException.XAER_NOTA, () -> resource.forget(unknown));
        resource.start(branch, XAResource.TMNOFLAGS);
        assertRefused(XAException.XAER_PROTO, () -> resource.prepare(branch));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(branch, true));
        resource.end(branch, XAResource.TMSUCCESS);
        assertRefused(XAException.XAER_DUPID, () -> resource.start(branch, XAResource.TMNOFLAGS));
        assertRefused(XAException.XAER_PROTO, () -> resource.commit(branch, false));
        resource.rollback(branch);
        assertRefused(XAException.XAER_NOTA, () -> resource.commit(branch, false));
    }

    @Test
    @Section("11.3.5")
    void theTimeOutIsTheOneSetWhereSupported() throws Exception {
        XAResource resource = xaConnection().createXASession().getXAResource();
        if (resource.setTransactionTimeout(77)) {
            assertThat(resource.getTransactionTimeout()).isEqualTo(77);
        }
        if (resource.setTransactionTimeout(0)) {
            assertThat(resource.getTransactionTimeout()).isNotEqualTo(77);
        }
    }

    @Test
    @Section("11.3.5")
    void resourcesOfOtherManagersAreOther() throws Exception {
        XAResource resource = xaConnection().createXASession().getXAResource();
        assertThat(resource.isSameRM(resource)).isTrue();
        assertThat(resource.isSameRM(new ForeignResource())).isFalse();
    }

    @Test
    @Section("6.2.7")
    void aSessionWithinABranchCannotCommitOrRollBack() throws Exception {
        XASession session = xaConnection().createXASession();
        assertThat(session.getTransacted()).isTrue();
        Xid branch = Branch.fresh();
        session.getXAResource().start(branch, XAResource.TMNOFLAGS);
        assertThatExceptionOfType(TransactionInProgressException.class).isThrownBy(session::commit);
        assertThatExceptionOfType(TransactionInProgressException.class).isThrownBy(session::rollback);
        session.getXAResource().end(branch, XAResource.TMSUCCESS);
        session.getXAResource().rollback(branch);
    }

    @Test
    @Section("11.3.3")
    void theSessionWithinIsOfTheBranch() throws Exception {
        XASession xaSession = xaConnection().createXASession();
        Session session = xaSession.getSession();
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        xaSession.getXAResource().start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "a");
        xaSession.getXAResource().end(branch, XAResource.TMSUCCESS);
        assertThat(drain(queue)).isEmpty();
        xaSession.getXAResource().commit(branch, true);
        assertThat(drain(queue)).containsExactly("a");
    }

    @Test
    @Section("11.3.2")
    void anXaConnectionMakesOrdinarySessionsToo() throws Exception {
        Session session = xaConnection().createSession(false, Session.AUTO_ACKNOWLEDGE);
        Queue queue = newQueue();
        send(session, queue, "a");
        assertThat(receiveText(session.createConsumer(queue))).isEqualTo("a");
    }

    @Test
    @Section("11.3.4")
    void anXaContextWorksWithinABranch() throws Exception {
        XAJMSContext context = opened(provider().xaConnectionFactory().createXAContext());
        Queue queue = newQueue();
        Xid branch = Branch.fresh();
        context.getXAResource().start(branch, XAResource.TMNOFLAGS);
        context.getContext().createProducer().send(queue, "a");
        assertThatExceptionOfType(TransactionInProgressRuntimeException.class).isThrownBy(context::commit);
        assertThatExceptionOfType(JMSRuntimeException.class).isThrownBy(context::rollback);
        context.getXAResource().end(branch, XAResource.TMSUCCESS);
        assertThat(drain(queue)).isEmpty();
        context.getXAResource().commit(branch, true);
        assertThat(drain(queue)).containsExactly("a");
        assertThat(context.getTransacted()).isTrue();
    }

    @Test
    @Section("11.4")
    void theLegacyInterfacesWorkWithinABranch() throws Exception {
        XAQueueConnection queues = opened(provider().xaQueueConnectionFactory().createXAQueueConnection());
        XATopicConnection topics = opened(provider().xaTopicConnectionFactory().createXATopicConnection());
        XAQueueSession xaQueueSession = queues.createXAQueueSession();
        XATopicSession xaTopicSession = topics.createXATopicSession();
        QueueSession queueSession = xaQueueSession.getQueueSession();
        TopicSession topicSession = xaTopicSession.getTopicSession();
        Queue queue = newQueue();
        Topic topic = newTopic();
        MessageConsumer subscriber = session().createConsumer(topic);
        Xid first = Branch.fresh();
        Xid second = Branch.fresh();
        xaQueueSession.getXAResource().start(first, XAResource.TMNOFLAGS);
        xaTopicSession.getXAResource().start(second, XAResource.TMNOFLAGS);
        send(queueSession, queue, "to the queue");
        send(topicSession, topic, "to the topic");
        xaQueueSession.getXAResource().end(first, XAResource.TMSUCCESS);
        xaTopicSession.getXAResource().end(second, XAResource.TMSUCCESS);
        assertThat(subscriber.receiveNoWait()).isNull();
        xaQueueSession.getXAResource().commit(first, true);
        xaTopicSession.getXAResource().commit(second, true);
        assertThat(receiveText(subscriber)).isEqualTo("to the topic");
        assertThat(drain(queue)).containsExactly("to the queue");
        assertThat(queues.createQueueSession(false, Session.AUTO_ACKNOWLEDGE).getTransacted())
                .isFalse();
        assertThat(topics.createTopicSession(false, Session.AUTO_ACKNOWLEDGE).getTransacted())
                .isFalse();
    }
}
