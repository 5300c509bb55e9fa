package io.postrider.spring;

import io.postrider.client.PostriderConnectionFactory;

/** A bean of this type tells connection factories more before they are used: prefetch, trusted packages, a client identifier. */
@FunctionalInterface
public interface PostriderConnectionFactoryCustomizer {

    /** Changes a factory, which has what the properties say. */
    void customize(PostriderConnectionFactory factory);
}
