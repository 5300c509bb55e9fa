package io.postrider.tck.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.postrider.tck.Section;
import io.postrider.tck.connector.ConnectorContainer;
import io.postrider.tck.connector.ServerDirectory;
import io.postrider.tck.provider.ProviderUnderTest;
import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSSecurityException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Queue;
import jakarta.jms.Session;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.transaction.RollbackException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import javax.security.auth.Subject;
import javax.transaction.xa.XAException;
import javax.transaction.xa.XAResource;
import javax.transaction.xa.Xid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connections that an adapter gives its server, with what the server does to them: the resource manager's contract of Jakarta
 * Connectors, to which chapter 13 asks an adapter to conform.
 */
@Section("13")
class ResourceAdapterXaTest extends ConnectorTest {

    @TempDir
    static Path store;

    @Override
    protected void start(ProviderUnderTest fresh) throws Exception {
        fresh.start(store);
    }

    /**
     * A connection of the user that the server signs on.
     *
     * @param components what components look up, which lends this connection alone
     */
    private record Signed(ManagedConnection connection, ConnectionFactory components) {}

    private Signed managedConnection() throws Exception {
        Signed managed = managedConnectionToLose();
        opened(managed.connection::destroy);
        return managed;
    }

    private Signed managedConnectionToLose() throws Exception {
        ManagedConnectionFactory factory = container().managedConnectionFactory();
        Subject subject = ConnectorContainer.signOn(factory);
        ManagedConnection connection = factory.createManagedConnection(subject, null);
        ConnectionManager server = (asked, request) -> connection.getConnection(subject, request);
        return new Signed(connection, (ConnectionFactory) factory.createConnectionFactory(server));
    }

    /** A component's session, started. */
    private static Session session(Signed managed) throws JMSException {
        Connection handle = managed.components.createConnection();
        handle.start();
        return handle.createSession();
    }

    private static Message take(Session session, Queue queue) throws JMSException {
        try (MessageConsumer consumer = session.createConsumer(queue)) {
            return consumer.receive(GUARD_MILLIS);
        }
    }

    /** Takes from one queue and sends to another, within a branch that is prepared then. */
    private Xid prepared(Signed managed, Queue in, Queue out) throws Exception {
        Xid branch = Branch.fresh();
        Session session = session(managed);
        XAResource resource = managed.connection.getXAResource();
        resource.start(branch, XAResource.TMNOFLAGS);
        assertThat(textOf(take(session, in))).isEqualTo("taken");
        send(session, out, "sent");
        resource.end(branch, XAResource.TMSUCCESS);
        assertThat(resource.prepare(branch)).isEqualTo(XAResource.XA_OK);
        return branch;
    }

    private static void decide(XAResource resource, Xid branch, boolean commits) throws XAException {
        if (commits) {
            resource.commit(branch, false);
        } else {
            resource.rollback(branch);
        }
    }

    private static void decideInDoubt(XAResource resource, Xid branch, boolean commits) throws XAException {
        assertThat(Branch.inDoubt(resource)).anyMatch(branch::equals);
        decide(resource, branch, commits);
        assertThat(Branch.inDoubt(resource)).noneMatch(branch::equals);
    }

    private void assertOutcome(boolean committed, Queue in, Queue out) throws JMSException {
        assertThat(drain(in)).containsExactly(committed ? new String[0] : new String[] {"taken"});
        assertThat(drain(out)).containsExactly(committed ? new String[] {"sent"} : new String[0]);
    }

    // Branches --------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBranchEndsAsItIsDecidedOnceItIsPrepared(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        Signed managed = managedConnection();
        Xid branch = prepared(managed, in, out);
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).isEmpty();
        decide(managed.connection.getXAResource(), branch, commits);
        assertOutcome(commits, in, out);
        assertThat(Branch.inDoubt(managed.connection.getXAResource())).noneMatch(branch::equals);
    }

    @Test
    void aBranchIsCommittedInOnePhase() throws Exception {
        Queue queue = newQueue();
        Signed managed = managedConnection();
        Session session = session(managed);
        XAResource resource = managed.connection.getXAResource();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "sent");
        resource.end(branch, XAResource.TMSUCCESS);
        resource.commit(branch, true);
        assertThat(drain(queue)).containsExactly("sent");
    }

    @Test
    void theResourcesOfTwoConnectionsAreOfTheSameManagerAndOthersAreNot() throws Exception {
        XAResource one = managedConnection().connection.getXAResource();
        XAResource other = managedConnection().connection.getXAResource();
        assertThat(one.isSameRM(other)).isTrue();
        assertThat(one.isSameRM(new ForeignResource())).isFalse();
    }

    @Test
    void whatIsDoneOutsideOfABranchIsNotPartOfIt() throws Exception {
        Queue queue = newQueue();
        Signed managed = managedConnection();
        Session session = session(managed);
        XAResource resource = managed.connection.getXAResource();
        Xid branch = Branch.fresh();
        resource.start(branch, XAResource.TMNOFLAGS);
        send(session, queue, "inside");
        resource.end(branch, XAResource.TMSUCCESS);
        send(session, queue, "outside");
        resource.rollback(branch);
        assertThat(drain(queue)).containsExactly("outside");
    }

    // Recovery --------------------------------------------------------------------------------------------------------

    private XAResource forRecovery(Queue queue) throws Exception {
        ActivationSpec spec = container()
                .activationSpec(Map.of(
                        "destinationLookup", ServerDirectory.bind(queue), "destinationType", "jakarta.jms.Queue"));
        XAResource[] resources = container().adapter().getXAResources(new ActivationSpec[] {spec});
        assertThat(resources).as("the adapter's resources for an activation").hasSizeGreaterThan(0);
        return resources[0];
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBranchWhoseConnectionIsGoneIsDecidedOverAnother(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        Signed lost = managedConnectionToLose();
        Xid branch = prepared(lost, in, out);
        lost.connection.destroy();
        XAResource resource = managedConnection().connection.getXAResource();
        decideInDoubt(resource, branch, commits);
        assertOutcome(commits, in, out);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBranchIsDecidedByTheAdaptersOwnResources(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        Xid branch = prepared(managedConnection(), in, out);
        XAResource resource = forRecovery(in);
        decideInDoubt(resource, branch, commits);
        assertOutcome(commits, in, out);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBranchIsStillInDoubtAfterServerAndProviderWereStarted(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        try (JMSContext context = provider().connectionFactory().createContext()) {
            context.createProducer().send(in, "taken");
        }
        Signed lost = managedConnectionToLose();
        Xid branch = prepared(lost, in, out);
        lost.connection.destroy();
        undeploy();
        provider().stop();
        provider().start(store);
        deploy();
        XAResource resource = managedConnection().connection.getXAResource();
        assertThat(Branch.inDoubt(resource)).anyMatch(branch::equals);
        assertThat(drain(in)).isEmpty();
        assertThat(drain(out)).isEmpty();
        decide(resource, branch, commits);
        assertOutcome(commits, in, out);
    }

    // With a transaction manager --------------------------------------------------------------------------------------

    private void workWith(XAResource other, boolean commits, Queue in, Queue out) throws Exception {
        inTransaction(commits, () -> {
            container().transactions().getTransaction().enlistResource(other);
            try (JMSContext context = factory().createContext()) {
                assertThat(context.createConsumer(in).receiveBody(String.class, GUARD_MILLIS))
                        .isEqualTo("taken");
                context.createProducer().send(out, "sent");
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTransactionOfTwoManagersEndsTheSameInBoth(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        workWith(new ForeignResource(), commits, in, out);
        assertOutcome(commits, in, out);
    }

    @Test
    void whereTheOtherManagerCannotPrepareAllIsRolledBack() throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        ForeignResource refusing = new ForeignResource() {
            @Override
            public int prepare(Xid xid) throws XAException {
                throw new XAException(XAException.XA_RBROLLBACK);
            }
        };
        assertThatExceptionOfType(RollbackException.class).isThrownBy(() -> workWith(refusing, true, in, out));
        assertOutcome(false, in, out);
    }

    // Connections -----------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aLocalTransactionIsOfItsConnectionAlone(boolean commits) throws Exception {
        Queue in = newQueue();
        Queue out = newQueue();
        send(session(), in, "taken");
        Signed managed = managedConnection();
        Session session = session(managed);
        LocalTransaction local = managed.connection.getLocalTransaction();
        local.begin();
        assertThat(textOf(take(session, in))).isEqualTo("taken");
        send(session, out, "sent");
        assertThat(drain(out)).isEmpty();
        if (commits) {
            local.commit();
        } else {
            local.rollback();
        }
        session.close();
        assertOutcome(commits, in, out);
    }

    @Test
    void aHandleEndsWithTheCleanUpAndTheConnectionServesAnother() throws Exception {
        Queue queue = newQueue();
        Signed managed = managedConnection();
        Session session = session(managed);
        managed.connection.cleanup();
        assertThatExceptionOfType(JMSException.class).isThrownBy(() -> send(session, queue, "late"));
        send(session(managed), queue, "next");
        assertThat(drain(queue)).containsExactly("next");
    }

    @Test
    void aConnectionIsMatchedToTheOneWhoAsks() throws Exception {
        ManagedConnectionFactory factory = container().managedConnectionFactory();
        Subject subject = ConnectorContainer.signOn(factory);
        ManagedConnection managed = factory.createManagedConnection(subject, null);
        opened(managed::destroy);
        assertThat(factory.matchManagedConnections(Set.of(managed), subject, null))
                .isSameAs(managed);
        assertThat(factory.matchManagedConnections(Set.of(), subject, null)).isNull();
    }

    @Test
    void factoriesAreEqualIfTheyAreConfiguredAlike() throws Exception {
        ManagedConnectionFactory factory = container().managedConnectionFactory();
        assertThat(factory)
                .isEqualTo(container().managedConnectionFactory())
                .hasSameHashCodeAs(container().managedConnectionFactory());
    }

    @Test
    void theServerIsToldWhatItIsConnectedTo() throws Exception {
        Signed managed = managedConnection();
        assertThat(managed.connection.getMetaData().getEISProductName()).isNotBlank();
        assertThat(managed.connection.getMetaData().getEISProductVersion()).isNotBlank();
    }

    @Test
    void whoIsNotLetInIsToldSo() throws Exception {
        factory()
                .createConnection(ProviderUnderTest.USER, ProviderUnderTest.PASSWORD)
                .close();
        assertThatExceptionOfType(JMSSecurityException.class)
                .isThrownBy(() -> factory().createConnection("invalid", "invalid"));
    }
}
