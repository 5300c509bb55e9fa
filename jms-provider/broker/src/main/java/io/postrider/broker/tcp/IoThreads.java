package io.postrider.broker.tcp;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SelectStrategyFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.nio.channels.spi.SelectorProvider;

/** The threads that serve an acceptor's sockets: with epoll where its native part is there, with NIO otherwise. */
final class IoThreads {
    private static final SelectStrategyFactory LINGERING = () -> new LingeringSelect(Thread::yield);
    private static final int ANY_NUMBER_OF_EVENTS = 0;

    private final EventLoopGroup group;
    private final Class<? extends ServerChannel> channelType;
    private final String kind;

    private IoThreads(EventLoopGroup group, Class<? extends ServerChannel> channelType, String kind) {
        this.group = group;
        this.channelType = channelType;
        this.kind = kind;
    }

    static IoThreads start(String brokerName, int threads) {
        return epollIsThere()
                ? new IoThreads(
                        group(brokerName, threads, EpollIoHandler.newFactory(ANY_NUMBER_OF_EVENTS, LINGERING)),
                        EpollServerSocketChannel.class,
                        "epoll")
                : new IoThreads(
                        group(brokerName, threads, NioIoHandler.newFactory(SelectorProvider.provider(), LINGERING)),
                        NioServerSocketChannel.class,
                        "NIO");
    }

    private static boolean epollIsThere() {
        try {
            return Epoll.isAvailable();
        } catch (NoClassDefFoundError e) {
            // netty-transport-classes-epoll is not on the class path
            return false;
        }
    }

    private static EventLoopGroup group(String brokerName, int threads, IoHandlerFactory factory) {
        return new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("postrider-io-" + brokerName, true), factory);
    }

    EventLoopGroup group() {
        return group;
    }

    Class<? extends ServerChannel> channelType() {
        return channelType;
    }

    /** For logs. */
    @Override
    public String toString() {
        return kind;
    }
}
