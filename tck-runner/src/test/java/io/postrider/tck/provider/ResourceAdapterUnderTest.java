package io.postrider.tck.provider;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;

/** A provider's resource adapter: new JavaBeans as its descriptor names them, set up to lead to the running provider. */
public interface ResourceAdapterUnderTest {

    /** The adapter, not started. */
    ResourceAdapter adapter();

    /** What makes connections, without its adapter. */
    ManagedConnectionFactory managedConnectionFactory();

    /** An activation, without its adapter and without any of the standard properties. */
    ActivationSpec activationSpec();
}
