/**
 * A bakery in two web archives: the {@code shop} sells (components that send and receive), the {@code oven} bakes (message-driven
 * beans), and both write into the {@code ledger}, a table of the server's own data source.
 */
package io.postrider.servers.bakery;
