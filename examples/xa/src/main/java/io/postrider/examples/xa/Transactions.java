package io.postrider.examples.xa;

import com.arjuna.ats.arjuna.common.CoreEnvironmentBeanException;
import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.internal.arjuna.recovery.AtomicActionRecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.XAJMSContext;
import jakarta.transaction.TransactionManager;
import java.sql.SQLException;
import java.util.List;
import javax.sql.XAConnection;
import javax.sql.XADataSource;
import javax.transaction.xa.XAResource;

/** Narayana: its log beside the broker's journal, and recovery of what a crash has left prepared. */
final class Transactions implements AutoCloseable {
    private static final String NODE = "1";
    private static final String LOG = "postrider-data/transactions";

    private final XAJMSContext broker;
    private final XAConnection database;

    /** Starts it, and decides what is in doubt before anything else happens. */
    Transactions(PostriderConnectionFactory brokers, XADataSource databases) throws SQLException {
        configure();
        broker = brokers.createXAContext();
        database = databases.getXAConnection();
        RecoveryManager recovery = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        recovery.initialize();
        XARecoveryModule module = XARecoveryModule.getRegisteredXARecoveryModule();
        module.addXAResourceRecoveryHelper(new Recoverable(broker::getXAResource));
        module.addXAResourceRecoveryHelper(new Recoverable(database::getXAResource));
        recovery.scan();
    }

    private static void configure() {
        try {
            arjPropertyManager.getCoreEnvironmentBean().setNodeIdentifier(NODE);
        } catch (CoreEnvironmentBeanException e) {
            throw new IllegalStateException(e);
        }
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreDir(LOG);
        }
        jtaPropertyManager.getJTAEnvironmentBean().setXaRecoveryNodes(List.of(NODE));
        var recovery = recoveryPropertyManager.getRecoveryEnvironmentBean();
        recovery.setRecoveryModuleClassNames(
                List.of(AtomicActionRecoveryModule.class.getName(), XARecoveryModule.class.getName()));
        recovery.setRecoveryBackoffPeriod(1);
    }

    /** What applications begin and end transactions with. */
    TransactionManager manager() {
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    @Override
    public void close() throws SQLException {
        RecoveryManager.manager().terminate();
        database.close();
        broker.close();
    }

    /** How recovery asks a resource which transactions are in doubt. */
    private record Recoverable(Resource resource) implements XAResourceRecoveryHelper {
        @Override
        public boolean initialise(String unused) {
            return true;
        }

        @Override
        public XAResource[] getXAResources() throws SQLException {
            return new XAResource[] {resource.get()};
        }
    }

    private interface Resource {
        XAResource get() throws SQLException;
    }
}
