/**
 * The bundle: client, broker and the journal on Derby behind one dependency. {@link io.postrider.Postrider} starts brokers in
 * this VM; applications reach them through {@link io.postrider.client.PostriderConnectionFactory}.
 */
package io.postrider;
