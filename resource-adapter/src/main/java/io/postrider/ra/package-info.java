/**
 * The resource adapter, {@code postrider.rar}: Postrider inside a Jakarta EE server, by Jakarta Connectors 2.1. This package has the
 * adapter itself; {@code outbound} gives connections, {@code inbound} drives message-driven beans.
 */
package io.postrider.ra;
