package io.postrider.tck.peer;

import io.postrider.tck.provider.ResourceAdapterUnderTest;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMConnectorFactory;
import org.apache.activemq.artemis.ra.ActiveMQRAManagedConnectionFactory;
import org.apache.activemq.artemis.ra.ActiveMQResourceAdapter;
import org.apache.activemq.artemis.ra.inflow.ActiveMQActivationSpec;

/**
 * ActiveMQ Artemis's adapter: the last one that was published under its former name, over the client of the version under test.
 *
 * @param serverId which of the servers in this VM
 */
record ArtemisResourceAdapterUnderTest(int serverId) implements ResourceAdapterUnderTest {

    @Override
    public ResourceAdapter adapter() {
        ActiveMQResourceAdapter adapter = new ActiveMQResourceAdapter();
        adapter.setConnectorClassName(InVMConnectorFactory.class.getName());
        adapter.setConnectionParameters("serverId=" + serverId);
        return adapter;
    }

    @Override
    public ManagedConnectionFactory managedConnectionFactory() {
        return new ActiveMQRAManagedConnectionFactory();
    }

    @Override
    public ActivationSpec activationSpec() {
        return new ActiveMQActivationSpec();
    }
}
