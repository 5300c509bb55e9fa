/**
 * A link that outlives the broker it led to: a decorator of the remote links. What is open, and every command whose end is not known, is carried
 * from the link that is lost to the next one.
 *
 * <p>{@link io.postrider.client.failover.FailoverConnector} opens it. {@code FailoverLink} is the port; each command is a {@code Carried}, and
 * what is open stands in {@code CarriedState}. {@code LinkSwitch} gives commands to the link of the moment; {@code Rejoining} sees to the
 * next one when that is lost, by {@code Attempts}, and {@code Restoration} opens everything again on it. Threads: none while a link is open.
 */
package io.postrider.client.failover;
