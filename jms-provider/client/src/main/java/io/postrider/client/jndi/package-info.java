/**
 * A directory in memory for programs without an application server, and the object factory by which directories of any kind
 * keep connection factories and destinations (chapter 5 of the specification).
 *
 * <p>The directory is filled from its environment, such as a {@code jndi.properties} file:
 *
 * <pre>
 * java.naming.factory.initial = io.postrider.client.jndi.PostriderInitialContextFactory
 * java.naming.provider.url    = vm://orders
 * connectionFactory.jms/main  = vm://orders?journal=memory
 * connectionFactory.other     =
 * queue.jms/incoming          = incoming
 * topic.prices                = market.prices
 * </pre>
 *
 * <p>A key's part after the first dot is the name to look up, which may have several components; an empty value of a
 * connection factory stands for {@code java.naming.provider.url}, which also gives a factory named
 * {@code ConnectionFactory}. Below {@code dynamicQueues/} and {@code dynamicTopics/} every name is there.
 */
package io.postrider.client.jndi;
