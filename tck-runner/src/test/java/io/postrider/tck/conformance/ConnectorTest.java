package io.postrider.tck.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.postrider.tck.ConformanceTest;
import io.postrider.tck.connector.ConnectorContainer;
import io.postrider.tck.provider.ResourceAdapterUnderTest;
import jakarta.jms.ConnectionFactory;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of the provider's resource adapter, deployed anew for each, by one who has a server and by what it runs. */
abstract class ConnectorTest extends ConformanceTest {
    private ConnectorContainer container;
    private ConnectionFactory factory;

    @BeforeEach
    final void deploy() throws Exception {
        Optional<ResourceAdapterUnderTest> tested = provider().resourceAdapter();
        assumeTrue(tested.isPresent(), "no resource adapter, which is recommended, not required; chapter 13");
        container = new ConnectorContainer(tested.get());
        factory = container.connectionFactory();
    }

    @AfterEach
    final void undeploy() {
        if (container != null) {
            container.close();
        }
    }

    /** The server. */
    final ConnectorContainer container() {
        return container;
    }

    /** What a component has looked up. */
    final ConnectionFactory factory() {
        return factory;
    }

    final void inTransaction(boolean commits, JtaWork work) throws Exception {
        work.in(container.transactions(), commits);
    }
}
