/**
 * The broker core: {@link io.postrider.broker.core.BrokerCore} is its entry. Free of JMS types, SQL and sockets; threads
 * and the clock are given to it.
 */
package io.postrider.broker.core;
