package io.postrider.crash;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.XAConnection;
import jakarta.jms.XASession;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;

/** The part of the load that works in distributed transactions, in two phases, as a transaction manager drives them. */
final class LoadBranches {
    private static final int BATCH = 10;
    private static final double ROLLBACK = 0.1;
    private static final long WAIT_MILLIS = 50;

    private final LoadSettings settings;
    private final EventLog log;
    private final XAConnection connection;

    LoadBranches(LoadSettings settings, XAConnection connection) {
        this.settings = settings;
        this.connection = connection;
        log = settings.log();
    }

    /** Ends all branches that earlier runs left in doubt, each as it was decided. */
    void recover() throws JMSException, XAException {
        try (XASession session = connection.createXASession()) {
            XAResource resource = session.getXAResource();
            for (Xid found : resource.recover(XAResource.TMSTARTRSCAN | XAResource.TMENDRSCAN)) {
                LoadXid branch = LoadXid.of(found);
                log.write(Event.Kind.IN_DOUBT, branch.transaction());
                complete(resource, branch);
            }
        }
    }

    /** Moves messages from queue to queue, some in each branch, until the process dies. */
    void move(String mover) throws JMSException, XAException {
        XASession xa = connection.createXASession();
        LoadSession session = new LoadSession(settings, xa, mover);
        MessageProducer out = session.producer(xa.createQueue(Routes.BRANCH_OUT));
        MessageConsumer in = xa.createConsumer(xa.createQueue(Routes.BRANCH_IN));
        XAResource resource = xa.getXAResource();
        while (true) {
            LoadXid branch = new LoadXid(session.transactionName());
            resource.start(branch, XAResource.TMNOFLAGS);
            Message message = in.receive(WAIT_MILLIS);
            boolean empty = message == null;
            for (int i = session.some(BATCH); i > 0 && message != null; i--) {
                session.takeInTransaction(Routes.BRANCH_IN, message);
                session.sendInTransaction(out);
                message = i > 1 ? in.receiveNoWait() : null;
            }
            resource.end(branch, XAResource.TMSUCCESS);
            if (empty || session.chance(ROLLBACK)) {
                rollBack(resource, branch);
            } else {
                log.write(Event.Kind.PREPARING, branch.transaction());
                resource.prepare(branch);
                log.write(Event.Kind.PREPARED, branch.transaction());
                complete(resource, branch);
            }
            session.beginNextTransaction();
        }
    }

    private void complete(XAResource resource, LoadXid branch) throws XAException {
        if (branch.isToCommit()) {
            log.write(Event.Kind.COMMITTING, branch.transaction());
            resource.commit(branch, false);
            log.write(Event.Kind.COMMITTED, branch.transaction());
        } else {
            rollBack(resource, branch);
        }
    }

    private void rollBack(XAResource resource, LoadXid branch) throws XAException {
        log.write(Event.Kind.ROLLING_BACK, branch.transaction());
        resource.rollback(branch);
    }
}
