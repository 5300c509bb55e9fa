package io.postrider.ra.container;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.arjuna.common.arjPropertyManager;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.transaction.TransactionManager;
import java.nio.file.Path;

/** Narayana in plain Java SE. It is configured once in a process: its settings are statics. */
public final class Transactions {
    private Transactions() {}

    /** A transaction manager that keeps its log in a directory. */
    public static TransactionManager in(Path directory) {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            ObjectStoreEnvironmentBean bean = store == null
                    ? arjPropertyManager.getObjectStoreEnvironmentBean()
                    : BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store);
            bean.setObjectStoreDir(directory.toString());
        }
        arjPropertyManager.getCoordinatorEnvironmentBean().setTransactionStatusManagerEnable(false);
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    /** One for tests that lose no process. */
    public static TransactionManager forThisProcess() {
        return in(Path.of("target", "transactions-" + ProcessHandle.current().pid()));
    }
}
