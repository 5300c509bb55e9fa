/** The broker, to be run in one's own program: {@link io.postrider.broker.Broker}. */
package io.postrider.broker;
