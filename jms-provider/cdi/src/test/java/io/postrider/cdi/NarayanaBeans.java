package io.postrider.cdi;

import com.arjuna.ats.arjuna.common.ObjectStoreEnvironmentBean;
import com.arjuna.ats.internal.jta.transaction.arjunacore.TransactionSynchronizationRegistryImple;
import com.arjuna.common.internal.util.propertyservice.BeanPopulator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;

/** Narayana's transaction manager, with a log in memory, as beans. */
@ApplicationScoped
public class NarayanaBeans {
    private static final String IN_MEMORY = "com.arjuna.ats.internal.arjuna.objectstore.VolatileStore";

    @Produces
    @Singleton
    TransactionManager manager() {
        return inMemory();
    }

    /** The same manager, for those who make no bean of it. */
    public static TransactionManager inMemory() {
        for (String store : new String[] {null, "communicationStore", "stateStore"}) {
            BeanPopulator.getNamedInstance(ObjectStoreEnvironmentBean.class, store)
                    .setObjectStoreType(IN_MEMORY);
        }
        return com.arjuna.ats.jta.TransactionManager.transactionManager();
    }

    @Produces
    @Singleton
    TransactionSynchronizationRegistry registry() {
        return new TransactionSynchronizationRegistryImple();
    }
}
