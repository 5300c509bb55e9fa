/**
 * The link to a broker elsewhere, over {@code tcp://} or {@code ssl://}, with the JDK's sockets and nothing else.
 *
 * <p>{@link io.postrider.client.remote.RemoteConnector} opens it. A link outlives the sockets it runs over: what both sides say is counted, and
 * after a broken connection the conversation goes on over the next one where it stopped (docs/PROTOCOL.md). Only where the
 * broker no longer knows the link is it lost.
 *
 * <p>Three threads serve a link: one connects, reads and connects again ({@code TransportLoop}), one sees that the broker is not silent
 * for too long ({@code SilenceWatch}), one writes what nobody
 * else writes ({@code Conversation}). A thread that has a command writes it itself, with all that has gathered meanwhile, or leaves it to
 * the thread that is writing just now.
 */
package io.postrider.client.remote;
