package io.postrider.broker.tcp;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import io.postrider.protocol.wire.FrameType;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * One connection, from its first byte to its last. On its own event loop alone.
 *
 * <pre>
 *   HELLO --HELLO--&gt; LOGIN --[TAKE_OVER] LOGIN--&gt; OPENING --opened--&gt; SERVING --closed--&gt; ENDED
 *                      '-----RESUME----&gt; OPENING --moved here--'
 *   any state, any other frame or none in time: ENDED
 * </pre>
 */
final class ConnectionHandler extends ChannelInboundHandlerAdapter {
    private static final String PRODUCT = "Postrider";

    private enum State {
        HELLO,
        LOGIN,
        OPENING,
        SERVING,
        ENDED
    }

    /** How long a password may be looked at beyond the time for a login. */
    private static final int OPENING_MILLIS = 60_000;

    /** After so many halves of a heart-beat without a word a client is given up. */
    private static final int SILENT_TICKS = 5;

    private static final int LOGIN_TICKS = 4;

    private final AcceptorSettings settings;
    private final LinkOpener opener;
    private final ServedLinks links;
    private final FrameReader reader;

    private State state = State.HELLO;
    private ChannelHandlerContext context;
    private ServedLink link;
    private Future<?> timer;
    /** What a client that opens one link after another has said of the former; null for others. */
    private Frame.TakeOver takeOver;

    private int loginTicks;
    private boolean opensLonger;
    /** Ticks of half a heart-beat since anything came. No clock: that goes on while this process stands still, and what comes lies unread. */
    private int silentTicks;

    ConnectionHandler(AcceptorSettings settings, LinkOpener opener, ServedLinks links, FrameReader reader) {
        this.settings = settings;
        this.opener = opener;
        this.links = links;
        this.reader = reader;
    }

    Channel channel() {
        return context.channel();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext handlerContext) {
        context = handlerContext;
    }

    @Override
    public void channelActive(ChannelHandlerContext ignored) {
        long tick = Math.max(1, settings.loginTimeoutMillis() / LOGIN_TICKS);
        timer = channel().eventLoop().scheduleWithFixedDelay(this::loginTick, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** The time for a login goes by in steps: while this process stands still, one of them does, and what was said meanwhile is read. */
    private void loginTick() {
        if (++loginTicks == LOGIN_TICKS) {
            timer.cancel(false);
            loginTimedOut();
        }
    }

    private void loginTimedOut() {
        if (state == State.OPENING && !opensLonger) {
            // the client has said all: whoever checks it may be slow, but not for ever
            opensLonger = true;
            timer = channel().eventLoop().schedule(this::loginTimedOut, OPENING_MILLIS, TimeUnit.MILLISECONDS);
        } else if (state != State.SERVING && state != State.ENDED) {
            Log.LOG.warn(
                    "PR001812 Broker {}: {} did not log in within {} ms; closing the connection",
                    settings.brokerName(),
                    remoteAddress(),
                    settings.loginTimeoutMillis());
            end();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        FrameReader.Incoming incoming = (FrameReader.Incoming) message;
        silentTicks = 0;
        switch (state) {
            case HELLO -> greet(incoming.frame());
            case LOGIN -> login(incoming.frame());
            case SERVING -> link.hear(incoming.frame(), incoming.totalBytes());
            case OPENING ->
                throw new MalformedMessageException(
                        "a frame of type " + incoming.frame().type() + " before the link was open");
            case ENDED -> {
                // what was on its way when this side had enough
            }
        }
    }

    private void greet(Frame frame) {
        if (!(frame instanceof Frame.Hello hello)) {
            throw new MalformedMessageException("a frame of type " + frame.type() + " instead of HELLO");
        }
        int version = Math.min(hello.newestVersion(), FrameType.NEWEST_VERSION);
        if (version < FrameType.OLDEST_VERSION || version < hello.oldestVersion()) {
            refuse(new BrokerException(
                    BrokerError.BROKER_UNAVAILABLE,
                    "the client speaks protocol versions " + hello.oldestVersion() + " to " + hello.newestVersion()
                            + ", the broker " + FrameType.OLDEST_VERSION + " to " + FrameType.NEWEST_VERSION));
            return;
        }
        state = State.LOGIN;
        say(new Frame.Welcome(version, settings.maxFrameBytes(), PRODUCT));
    }

    private void login(Frame frame) {
        if (frame instanceof Frame.TakeOver said && takeOver == null) {
            takeOver = said;
        } else if (frame instanceof Frame.Login login) {
            state = State.OPENING;
            open(login);
        } else if (frame instanceof Frame.Resume resume) {
            state = State.OPENING;
            resume(resume);
        } else {
            throw new MalformedMessageException("a frame of type " + frame.type() + " instead of LOGIN or RESUME");
        }
    }

    // ---- a new link

    private void open(Frame.Login login) {
        if (login.heartbeatMillis() < 0 || login.resumeMillis() < 0) {
            throw new MalformedMessageException("a LOGIN with a negative time");
        }
        String certificateName = certificateName();
        ServedLink served = new ServedLink(
                settings,
                links,
                channel().eventLoop(),
                login.userName() == null ? certificateName : login.userName(),
                login.clientId(),
                smallerButNotZero(login.heartbeatMillis(), settings.heartbeatMillis()),
                Math.min(login.resumeMillis(), settings.resumeMillis()));
        LinkAddress address = new LinkAddress(settings.sslContext() == null ? "tcp" : "ssl", remoteAddress(), Map.of());
        ConnectRequest request =
                new ConnectRequest(address, login.userName(), login.password(), login.clientId(), takeOver != null);
        opener.open(request, certificateName, served)
                .handle((opened, failure) -> isClientIdTaken(failure)
                        ? openInPlaceOfFormer(request, certificateName, served)
                        : failure == null
                                ? CompletableFuture.completedStage(opened)
                                : CompletableFuture.<BrokerLink>failedStage(failure))
                .thenCompose(stage -> stage)
                .thenCompose(opened -> endFormer(served).thenApply(none -> opened))
                .whenComplete(
                        (opened, failure) -> channel().eventLoop().execute(() -> opened(served, opened, failure)));
    }

    private static boolean isClientIdTaken(Throwable failure) {
        return unwrap(failure) instanceof BrokerException known && known.error() == BrokerError.INVALID_CLIENT_ID;
    }

    /** Who takes over ends what he had before: nothing of it happens any more once the new link is open. */
    private CompletionStage<Void> endFormer(ServedLink served) {
        return takeOver == null
                ? CompletableFuture.completedStage(null)
                : links.endFormer(takeOver.resumeToken(), served.userName());
    }

    /** The broker knows who it is, and it may be his own link that has the client identifier: what he had, or left behind. */
    private CompletionStage<BrokerLink> openInPlaceOfFormer(
            ConnectRequest request, String certificateName, ServedLink served) {
        return endFormer(served)
                .thenCompose(none -> links.endDetached(served.userName(), request.clientId()))
                .thenCompose(none -> opener.open(request, certificateName, served));
    }

    /** The name in the certificate by which TLS has verified the client, or null. */
    private String certificateName() {
        SslHandler encryption = channel().pipeline().get(SslHandler.class);
        try {
            return encryption == null
                    ? null
                    : encryption.engine().getSession().getPeerPrincipal().getName();
        } catch (SSLPeerUnverifiedException withoutCertificate) {
            return null;
        }
    }

    private static int smallerButNotZero(int a, int b) {
        return a == 0 || b == 0 ? Math.max(a, b) : Math.min(a, b);
    }

    private void opened(ServedLink served, BrokerLink opened, Throwable failure) {
        if (failure != null) {
            refuseLogin(failure);
        } else if (state != State.OPENING) {
            // the connection did not live to see it
            opened.close();
        } else if (!served.isAlive()) {
            opened.close();
            refuse(new BrokerException(BrokerError.BROKER_UNAVAILABLE, "the broker ended the link at once"));
        } else {
            served.opened(opened);
            // who repeats has to name this link to its successor's broker, whether or not it can be resumed
            byte[] token = served.resumeMillis() == 0 && takeOver == null ? EncodedFrame.EMPTY : served.token();
            serve(
                    served,
                    0,
                    new Frame.LoggedIn(opened.brokerId(), token, served.resumeMillis(), served.heartbeatMillis()));
        }
    }

    private void refuseLogin(Throwable failure) {
        Throwable cause = unwrap(failure);
        BrokerException known;
        if (cause instanceof BrokerException brokerFailure) {
            known = brokerFailure;
            Log.LOG.warn(
                    "PR001811 Broker {}: refused {}: {}", settings.brokerName(), remoteAddress(), known.getMessage());
        } else {
            known = new BrokerException(BrokerError.INTERNAL, "a failure in the broker: " + cause, cause);
            Log.LOG.error(
                    "PR001824 Broker {}: opening a link for {} failed unexpectedly",
                    settings.brokerName(),
                    remoteAddress(),
                    cause);
        }
        refuse(known);
    }

    private static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }

    // ---- a link that goes on

    private void resume(Frame.Resume resume) {
        ServedLink served = links.find(resume);
        if (served == null) {
            refuseResume();
            return;
        }
        served.moveTo(channel().eventLoop(), () -> {
            if (!served.isAlive()) {
                refuseResume();
            } else if (state != State.OPENING) {
                served.remainDetached();
            } else {
                resumed(served, resume.receivedFrames());
            }
        });
    }

    private void resumed(ServedLink served, long receivedFrames) {
        try {
            serve(served, receivedFrames, new Frame.Resumed(served.receivedFrames()));
            Log.LOG.info("PR001815 Broker {}: {} goes on from {}", settings.brokerName(), served, remoteAddress());
        } catch (MalformedMessageException e) {
            served.end();
            violated(e);
        }
    }

    private void refuseResume() {
        Log.LOG.info("PR001816 Broker {}: nothing to resume for {}", settings.brokerName(), remoteAddress());
        refuse(new BrokerException(
                BrokerError.LINK_LOST,
                "the broker does not know the link: it was started anew, or too much time has passed"));
    }

    // ---- serving

    private void serve(ServedLink served, long receivedFrames, Frame first) {
        link = served;
        state = State.SERVING;
        say(first);
        served.attach(this, receivedFrames);
        reader.permit(settings.maxFrameBytes());
        timer.cancel(false);
        silentTicks = 0;
        int heartbeatMillis = served.heartbeatMillis();
        if (heartbeatMillis > 0) {
            long tick = Math.max(1, heartbeatMillis / 2);
            timer = channel()
                    .eventLoop()
                    .scheduleWithFixedDelay(this::checkHeartbeat, tick, tick, TimeUnit.MILLISECONDS);
        }
    }

    private void checkHeartbeat() {
        silentTicks = link.isReadingPaused() ? 0 : silentTicks + 1;
        if (silentTicks > SILENT_TICKS) {
            Log.LOG.warn(
                    "PR001813 Broker {}: nothing came from {} for {} ms; closing the connection",
                    settings.brokerName(),
                    remoteAddress(),
                    SILENT_TICKS * (long) link.heartbeatMillis() / 2);
            end();
            return;
        }
        link.heartbeat();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ignored) {
        if (state == State.SERVING && channel().isWritable()) {
            link.drain();
        }
    }

    /** The link goes on elsewhere: this connection is of no use any more. */
    void release() {
        link = null;
        end();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        end();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable failure) {
        Throwable cause =
                failure instanceof DecoderException && failure.getCause() != null ? failure.getCause() : failure;
        if (state == State.ENDED) {
            return;
        }
        if (cause instanceof MalformedMessageException malformed) {
            violated(malformed);
        } else if (cause instanceof IOException) {
            Log.LOG.debug("PR001820 Broker {}: {}: {}", settings.brokerName(), remoteAddress(), cause.toString());
            end();
        } else {
            Log.LOG.error(
                    "PR001823 Broker {}: serving {} failed unexpectedly; closing the connection",
                    settings.brokerName(),
                    remoteAddress(),
                    cause);
            end();
        }
    }

    private void violated(MalformedMessageException cause) {
        Log.LOG.warn(
                "PR001810 Broker {}: closing the connection from {}, which does not keep to the protocol: {}",
                settings.brokerName(),
                remoteAddress(),
                cause.getMessage());
        if (state == State.SERVING) {
            ServedLink broken = link;
            link = null;
            broken.violated(cause.getMessage());
        }
        end();
    }

    // ---- saying

    private void say(Frame frame) {
        EncodedFrame encoded = FrameEncoder.encode(frame);
        context.writeAndFlush(Unpooled.wrappedBuffer(encoded.start(), encoded.body()));
    }

    /** Says a last frame, and closes once it is written. On the event loop. */
    void sayAndClose(Frame frame) {
        link = null;
        state = State.ENDED;
        stopTimer();
        EncodedFrame encoded = FrameEncoder.encode(frame);
        context.writeAndFlush(Unpooled.wrappedBuffer(encoded.start(), encoded.body()))
                .addListener(ChannelFutureListener.CLOSE);
    }

    private void refuse(BrokerException cause) {
        sayAndClose(new Frame.Refused(cause.error(), cause.getMessage()));
    }

    private void end() {
        if (state == State.ENDED && link == null) {
            return;
        }
        state = State.ENDED;
        stopTimer();
        ServedLink served = link;
        link = null;
        if (served != null) {
            served.detach(this);
        }
        channel().close();
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private String remoteAddress() {
        return channel().remoteAddress() instanceof InetSocketAddress address
                ? address.getAddress().getHostAddress() + ":" + address.getPort()
                : "an unknown address";
    }
}
