package io.postrider.broker.tcp;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLEngine;

/**
 * Listens on a port and serves links to remote clients. Needs {@code io.netty:netty-handler} on the class path. Safe for all
 * threads.
 */
public final class Acceptor implements AutoCloseable {
    private static final WriteBufferWaterMark WRITE_LIMITS = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    private final AcceptorSettings settings;
    private final LoginThreads logins;
    private final IoThreads threads;
    private final ServedLinks links = new ServedLinks();
    private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE, true);
    private final AtomicBoolean closed = new AtomicBoolean();
    private Channel listening;

    private Acceptor(AcceptorSettings settings, LinkOpener opener) {
        this.settings = settings;
        this.logins = new LoginThreads(settings.brokerName(), opener);
        this.threads = IoThreads.start(settings.brokerName(), settings.ioThreads());
    }

    /**
     * Starts to listen. Blocks until that is so.
     *
     * @param opener opens the broker's links
     * @return the acceptor, to be closed before the broker
     * @throws IOException if the port is taken or the address is not this machine's, naming both
     */
    public static Acceptor start(AcceptorSettings settings, LinkOpener opener) throws IOException {
        Acceptor acceptor = new Acceptor(settings, opener);
        acceptor.listen();
        return acceptor;
    }

    /**
     * Loads, on the calling thread, what the first acceptor of this VM will need: for a program whose main thread has something else
     * to do meanwhile. Never needed; what fails here fails at the start, too, and is told there. Blocks for a tenth of a second
     * or more.
     */
    public static void loadAhead() {
        IoThreads threads = IoThreads.start("ahead", 1);
        try {
            // an open socket with no address: nobody can reach it
            bootstrap(threads)
                    .childHandler(new ChannelInboundHandlerAdapter())
                    .register()
                    .syncUninterruptibly()
                    .channel()
                    .close()
                    .syncUninterruptibly();
        } finally {
            threads.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private static ServerBootstrap bootstrap(IoThreads threads) {
        return new ServerBootstrap()
                .group(threads.group())
                .channel(threads.channelType())
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WRITE_LIMITS);
    }

    private void listen() throws IOException {
        ChannelFuture bound = bootstrap(threads)
                .childHandler(new ConnectionInitializer())
                .bind(settings.bindAddress(), settings.port())
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            logins.stop();
            threads.group().shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw new IOException(
                    "broker " + settings.brokerName() + " cannot listen on "
                            + settings.bindAddress().getHostAddress() + " port " + settings.port() + ": "
                            + bound.cause().getMessage(),
                    bound.cause());
        }
        listening = bound.channel();
        Log.LOG.info(
                "PR001801 Broker {} listens on {} port {} ({}, {})",
                settings.brokerName(),
                settings.bindAddress().getHostAddress(),
                port(),
                settings.sslContext() == null ? "plain TCP" : "TLS",
                threads);
    }

    /** The port it listens on; the one chosen where the settings left it open. */
    public int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    /** How many connections there are, logged in or not. */
    public int connectionCount() {
        return connections.size();
    }

    /** How many links are open, with those that wait for their clients to come back. */
    public int linkCount() {
        return links.all().size();
    }

    /**
     * Stops listening, lets commands under way be answered for as long as the settings permit, tells all clients, and ends all links.
     * Blocks until that is done. Idempotent; a second caller does not wait.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        listening.close().awaitUninterruptibly();
        awaitAll(links.all().stream().map(ServedLink::quiesce), settings.drainMillis());
        BrokerException stopping =
                new BrokerException(BrokerError.BROKER_UNAVAILABLE, "broker " + settings.brokerName() + " is stopping");
        awaitAll(links.all().stream().map(link -> link.endWith(stopping)), settings.drainMillis());
        connections.close().awaitUninterruptibly(settings.drainMillis());
        logins.stop();
        threads.group().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        Log.LOG.info("PR001802 Broker {} listens no more", settings.brokerName());
    }

    private static void awaitAll(Stream<CompletionStage<Void>> stages, int timeoutMillis) {
        CompletableFuture<?>[] all =
                stages.map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(all)
                .completeOnTimeout(null, timeoutMillis, TimeUnit.MILLISECONDS)
                .handle((done, failure) -> null)
                .join();
    }

    /** Sets each new connection up. */
    private final class ConnectionInitializer extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel channel) {
            if (closed.get() || connections.size() >= settings.maxConnections()) {
                Log.LOG.warn(
                        "PR001821 Broker {}: refused a connection from {}: there are {} already (maxConnections)",
                        settings.brokerName(),
                        channel.remoteAddress(),
                        connections.size());
                channel.close();
                return;
            }
            connections.add(channel);
            if (settings.sslContext() != null) {
                SslHandler encryption = new SslHandler(engine());
                encryption.setHandshakeTimeoutMillis(settings.loginTimeoutMillis());
                channel.pipeline().addLast(encryption);
            }
            FrameReader reader = new FrameReader(settings.maxLoginFrameBytes());
            channel.pipeline().addLast(reader, new ConnectionHandler(settings, logins, links, reader));
        }

        private SSLEngine engine() {
            SSLEngine engine = settings.sslContext().createSSLEngine();
            engine.setUseClientMode(false);
            switch (settings.clientCertificates()) {
                case REQUIRED -> engine.setNeedClientAuth(true);
                case OPTIONAL -> engine.setWantClientAuth(true);
                case IGNORED -> engine.setWantClientAuth(false);
            }
            return engine;
        }
    }
}
