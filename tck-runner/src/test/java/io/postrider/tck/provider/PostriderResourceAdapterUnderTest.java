package io.postrider.tck.provider;

import io.postrider.ra.PostriderResourceAdapter;
import io.postrider.ra.inbound.PostriderActivationSpec;
import io.postrider.ra.outbound.ManagedConnectionFactoryBean;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;

/**
 * What {@code postrider.rar} holds, with the adapter's property {@code url} set.
 *
 * @param url where the broker is
 */
record PostriderResourceAdapterUnderTest(String url) implements ResourceAdapterUnderTest {

    @Override
    public ResourceAdapter adapter() {
        PostriderResourceAdapter adapter = new PostriderResourceAdapter();
        adapter.setUrl(url);
        return adapter;
    }

    @Override
    public ManagedConnectionFactory managedConnectionFactory() {
        return new ManagedConnectionFactoryBean();
    }

    @Override
    public ActivationSpec activationSpec() {
        return new PostriderActivationSpec();
    }
}
