package io.postrider.ra.outbound;

import io.postrider.ra.settings.BrokerAccess;
import jakarta.jms.ConnectionMetaData;
import jakarta.jms.JMSException;
import jakarta.resource.spi.ManagedConnectionMetaData;

/** What a managed connection leads to. */
record ServerProduct(String name, String version, String user) implements ManagedConnectionMetaData {

    static ServerProduct of(ConnectionMetaData metaData, BrokerAccess access) throws JMSException {
        return new ServerProduct(
                metaData.getJMSProviderName(),
                metaData.getProviderVersion(),
                access.user() == null ? "" : access.user());
    }

    @Override
    public String getEISProductName() {
        return name;
    }

    @Override
    public String getEISProductVersion() {
        return version;
    }

    /** {@inheritDoc} 0: the broker sets no limit. */
    @Override
    public int getMaxConnections() {
        return 0;
    }

    @Override
    public String getUserName() {
        return user;
    }
}
