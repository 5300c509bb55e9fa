package io.postrider.cdi.transaction;

import jakarta.jms.IllegalStateRuntimeException;
import java.util.Optional;

/** What there is where nobody manages transactions. */
final class NoTransactions implements Transactions {

    @Override
    public boolean areAvailable() {
        return false;
    }

    @Override
    public Optional<ActiveTransaction> current() {
        return Optional.empty();
    }

    @Override
    public void begin() {
        throw noManager();
    }

    @Override
    public void commit() {
        throw noManager();
    }

    @Override
    public void rollback() {
        throw noManager();
    }

    private static IllegalStateRuntimeException noManager() {
        return new IllegalStateRuntimeException("there is no transaction manager");
    }
}
