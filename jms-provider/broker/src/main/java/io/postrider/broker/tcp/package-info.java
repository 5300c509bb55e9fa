/**
 * Serves links over TCP: {@link io.postrider.broker.tcp.Acceptor} listens, and gives the commands that come in to the same
 * {@link io.postrider.protocol.link.BrokerLink} that callers in this VM use. It knows the port and the frames, and neither core
 * nor journal. The one package that uses Netty.
 *
 * <p>A connection ({@code ConnectionHandler}) lives as long as its socket; a link ({@code ServedLink}) outlives it for the
 * time of grace in which the client may resume it over another. Event loops never wait: a link belongs to one event loop at a time, whatever others have for it
 * goes through its queue.
 */
package io.postrider.broker.tcp;
