/**
 * The one port between the Jakarta Messaging objects and a broker: {@link io.postrider.protocol.link.BrokerLink} carries
 * commands, {@link io.postrider.protocol.link.DeliverySink} and {@link io.postrider.protocol.link.LinkEvents} what comes
 * back. Whether the broker is in this VM or far away shows nowhere but in the
 * {@link io.postrider.protocol.link.LinkConnector} that made the link.
 */
package io.postrider.protocol.link;
