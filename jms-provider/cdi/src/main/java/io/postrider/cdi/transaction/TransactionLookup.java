package io.postrider.cdi.transaction;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.transaction.TransactionManager;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.List;
import java.util.Optional;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Finds the transaction manager of a container: a bean, or under one of the names that servers use in JNDI. */
public final class TransactionLookup {
    private static final List<String> MANAGERS = List.of(
            "java:/TransactionManager",
            "java:jboss/TransactionManager",
            "java:comp/TransactionManager",
            "java:appserver/TransactionManager",
            "java:pm/TransactionManager");
    private static final List<String> REGISTRIES =
            List.of("java:comp/TransactionSynchronizationRegistry", "java:jboss/TransactionSynchronizationRegistry");

    private TransactionLookup() {}

    /** The transactions of the manager that is found, or of none; asked once the container is deployed. May wait for JNDI. */
    public static Transactions in(BeanManager beans) {
        return jtaIsPresent() ? Jta.in(beans) : new NoTransactions();
    }

    private static boolean jtaIsPresent() {
        try {
            Class.forName("jakarta.transaction.TransactionManager", false, TransactionLookup.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    /** All that needs the classes of JTA: not loaded where there are none. */
    private static final class Jta {

        static Transactions in(BeanManager beans) {
            Optional<TransactionManager> manager = find(TransactionManager.class, MANAGERS, beans);
            if (manager.isEmpty()) {
                return new NoTransactions();
            }
            return new JtaTransactions(
                    manager.get(), find(TransactionSynchronizationRegistry.class, REGISTRIES, beans));
        }

        private static <T> Optional<T> find(Class<T> type, List<String> names, BeanManager beans) {
            Instance<T> bean = beans.createInstance().select(type);
            return bean.isResolvable() ? Optional.of(bean.get()) : lookUp(type, names);
        }

        private static <T> Optional<T> lookUp(Class<T> type, List<String> names) {
            for (String name : names) {
                try {
                    Object bound = new InitialContext().lookup(name);
                    if (type.isInstance(bound)) {
                        return Optional.of(type.cast(bound));
                    }
                } catch (NamingException notThere) {
                    continue;
                }
            }
            return Optional.empty();
        }
    }
}
