package io.postrider.ra.recovery;

import com.arjuna.ats.arjuna.common.recoveryPropertyManager;
import com.arjuna.ats.arjuna.recovery.RecoveryManager;
import com.arjuna.ats.arjuna.recovery.RecoveryModule;
import com.arjuna.ats.internal.jta.recovery.arjunacore.XARecoveryModule;
import com.arjuna.ats.jta.common.jtaPropertyManager;
import com.arjuna.ats.jta.recovery.XAResourceRecoveryHelper;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import javax.transaction.xa.XAResource;

/** Narayana's recovery, run by hand. It is a static of the process, and forgets in the end where it was told to look. */
final class Recovery implements AutoCloseable {
    private final List<XAResourceRecoveryHelper> helpers = new ArrayList<>();
    private final RecoveryManager manager;
    private final XARecoveryModule module;

    Recovery() {
        recoveryPropertyManager.getRecoveryEnvironmentBean().setRecoveryBackoffPeriod(1);
        jtaPropertyManager.getJTAEnvironmentBean().setOrphanSafetyInterval(1);
        manager = RecoveryManager.manager(RecoveryManager.DIRECT_MANAGEMENT);
        module = manager.getModules().stream()
                .map(RecoveryModule.class::cast)
                .filter(XARecoveryModule.class::isInstance)
                .map(XARecoveryModule.class::cast)
                .findFirst()
                .orElseThrow();
    }

    /** Says where in-doubt branches may be found. */
    void add(Callable<XAResource[]> resources) {
        XAResourceRecoveryHelper helper = new XAResourceRecoveryHelper() {
            @Override
            public boolean initialise(String parameter) {
                return true;
            }

            @Override
            public XAResource[] getXAResources() throws Exception {
                return resources.call();
            }
        };
        helpers.add(helper);
        module.addXAResourceRecoveryHelper(helper);
    }

    /** Two passes, as what is young may belong to a transaction that goes on. */
    void run() {
        manager.scan();
        manager.scan();
    }

    @Override
    public void close() {
        helpers.forEach(module::removeXAResourceRecoveryHelper);
    }
}
