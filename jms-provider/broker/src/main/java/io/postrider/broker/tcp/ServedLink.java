package io.postrider.broker.tcp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import io.postrider.protocol.wire.IncomingCount;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One client's link, over one connection after another.
 *
 * <pre>
 *   DETACHED --attach--&gt; ATTACHED --connection broke--&gt; DETACHED --time of grace over--&gt; ENDED
 *                            |--closed by the client, ended by the broker, broken protocol--&gt; ENDED
 * </pre>
 *
 * <p>Everything here happens on the event loop that is home to the link just now, but for {@link #post}, through which all
 * others speak. The link moves to another home only by {@link #moveTo}.
 */
final class ServedLink implements LinkEvents {
    /** Deliveries that wait to be written, in bytes, from which on consumers get no more. */
    private static final int MAX_BACKLOG_BYTES = 1024 * 1024;

    private final AcceptorSettings settings;
    private final ServedLinks links;
    private final byte[] token;
    private final String userName;
    private final int resumeMillis;
    private final int heartbeatMillis;

    private final Outbox outbox;
    private final ReadingGate gate;
    private final AtomicBoolean drainScheduled = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final IncomingCount incoming = new IncomingCount();

    private volatile EventLoop home;
    private volatile String clientId;
    private volatile boolean closedByClient;
    private BrokerLink link;
    private CommandDispatch dispatch;
    private ConnectionHandler connection;
    private boolean tellDue;
    private boolean creditHeldBack;
    private boolean ending;
    private Future<?> expiry;

    ServedLink(
            AcceptorSettings settings,
            ServedLinks links,
            EventLoop home,
            String userName,
            String clientId,
            int heartbeatMillis,
            int resumeMillis) {
        this.settings = settings;
        this.links = links;
        this.home = home;
        this.token = links.newToken();
        this.userName = userName;
        this.clientId = clientId;
        this.heartbeatMillis = heartbeatMillis;
        this.resumeMillis = resumeMillis;
        this.outbox = new Outbox(settings.maxPendingBytes());
        this.gate = new ReadingGate(settings.maxPendingBytes());
    }

    byte[] token() {
        return token;
    }

    String userName() {
        return userName;
    }

    String clientId() {
        return clientId;
    }

    void clientId(String value) {
        clientId = value;
    }

    ServedLinks links() {
        return links;
    }

    int heartbeatMillis() {
        return heartbeatMillis;
    }

    int resumeMillis() {
        return resumeMillis;
    }

    /** Done once the link is closed towards the broker. */
    CompletionStage<Void> ended() {
        return ended;
    }

    @Override
    public String toString() {
        return (clientId == null ? "a link" : "the link of client " + clientId)
                + (userName == null ? "" : " (user " + userName + ")");
    }

    // ---- life, on the home loop

    /** The broker has opened the link. */
    void opened(BrokerLink opened) {
        link = opened;
        dispatch = new CommandDispatch(opened, this);
        links.add(this);
    }

    /** Whether it can be resumed. */
    boolean isAlive() {
        return !ending;
    }

    /**
     * Goes on over a connection.
     *
     * @param receivedFrames how many frames the client has
     * @throws MalformedMessageException if that cannot be
     */
    void attach(ConnectionHandler next, long receivedFrames) {
        outbox.resume(receivedFrames);
        connection = next;
        tellDue = false;
        updateReading();
        scheduleDrain();
    }

    /** How many of the client's frames have come. */
    long receivedFrames() {
        return incoming.tell();
    }

    /** The connection is gone, and the client may come back. */
    void detach(ConnectionHandler gone) {
        if (connection != gone) {
            return;
        }
        connection = null;
        awaitClient();
    }

    private void awaitClient() {
        if (resumeMillis == 0 || closedByClient && outbox.isConfirmed()) {
            end();
            return;
        }
        if (!closedByClient) {
            Log.LOG.info(
                    "PR001814 Broker {}: the connection of {} broke; kept for {} ms to be resumed",
                    settings.brokerName(),
                    this,
                    resumeMillis);
        }
        expiry = home.schedule(this::expired, resumeMillis, TimeUnit.MILLISECONDS);
    }

    private void expired() {
        if (connection == null && !ending) {
            if (!closedByClient) {
                Log.LOG.info("PR001817 Broker {}: {} was not resumed; closing it", settings.brokerName(), this);
            }
            end();
        }
    }

    /**
     * Makes another event loop the link's home, without a connection until {@link #attach}.
     *
     * @param then run there
     */
    void moveTo(EventLoop next, Runnable then) {
        execute(() -> {
            if (connection != null) {
                connection.release();
                connection = null;
            }
            if (expiry != null) {
                expiry.cancel(false);
                expiry = null;
            }
            home = next;
            next.execute(then);
        });
    }

    /** After {@link #moveTo}, where the new connection did not live to be attached. */
    void remainDetached() {
        if (!ending) {
            awaitClient();
        }
    }

    /** Ends the link as its client has opened another one in its place. From any thread. Returns what is done once it is closed. */
    CompletionStage<Void> endForSuccessor() {
        execute(() -> {
            ConnectionHandler last = connection;
            connection = null;
            end();
            if (last != null) {
                last.release();
            }
        });
        return ended;
    }

    /** Ends the link if it has no connection. From any thread. Returns what is done once that is so, at once otherwise. */
    CompletionStage<Void> endIfDetached() {
        CompletableFuture<Void> result = new CompletableFuture<>();
        execute(() -> {
            if (connection == null) {
                end().whenComplete((done, failure) -> result.complete(null));
            } else {
                result.complete(null);
            }
        });
        return result;
    }

    /** Ends the link towards the broker; nothing more is said to the client. Idempotent. */
    CompletionStage<Void> end() {
        if (ending) {
            return ended;
        }
        ending = true;
        gate.end();
        if (expiry != null) {
            expiry.cancel(false);
        }
        links.remove(this);
        outbox.clear();
        if (link == null || closedByClient) {
            ended.complete(null);
        } else {
            link.close().whenComplete((done, failure) -> {
                if (failure != null) {
                    Log.LOG.warn("PR001818 Broker {}: closing {} failed", settings.brokerName(), this, failure);
                }
                ended.complete(null);
            });
        }
        return ended;
    }

    /** Reads no more from the client. From any thread. Returns what is done once all commands that came are answered. */
    CompletionStage<Void> quiesce() {
        CompletionStage<Void> quiet = gate.quiesce();
        execute(this::updateReading);
        return quiet;
    }

    /** Tells the client that this is the end, why, and ends. From any thread. */
    CompletionStage<Void> endWith(BrokerException cause) {
        execute(() -> {
            if (connection != null && !ending) {
                ConnectionHandler last = connection;
                connection = null;
                outbox.writeAll(last.channel());
                last.sayAndClose(new Frame.Goodbye(cause.error(), cause.getMessage()));
            }
            end();
        });
        return ended;
    }

    /** The client's CLOSE was carried out, and its answer is posted. From any thread. */
    void closedByClient() {
        closedByClient = true;
    }

    // ---- what the client says, on the home loop

    /**
     * Deals with a frame of the open link.
     *
     * @throws MalformedMessageException if a client may not say that
     */
    void hear(Frame frame, int totalBytes) {
        if (frame instanceof Frame.Command command) {
            dispatch.dispatch(command, totalBytes);
        } else if (frame instanceof Frame.Received received) {
            outbox.confirm(received.frames());
            updateReading();
            if (closedByClient && outbox.isConfirmed()) {
                end();
                connection.channel().close();
                return;
            }
            scheduleDrain();
        } else if (!(frame instanceof Frame.Ping)) {
            throw new MalformedMessageException("a frame of type " + frame.type() + " in an open link");
        }
        if (incoming.add(frame.type(), totalBytes)) {
            tellDue = true;
            scheduleDrain();
        }
    }

    /** A command waits for its answer. Returns what {@link #answered} is told. */
    int pending(int totalBytes) {
        int bytes = gate.pending(totalBytes);
        updateReading();
        return bytes;
    }

    /** A command waits no longer. From any thread. */
    void answered(int bytes) {
        if (gate.answered(bytes)) {
            execute(this::updateReading);
        }
    }

    private void updateReading() {
        if (connection != null) {
            gate.update(connection.channel(), outbox);
        }
    }

    /** Whether it is this side that does not read, so that silence tells nothing. */
    boolean isReadingPaused() {
        return gate.isPaused();
    }

    // ---- what the broker says

    /** Says something to the client, now or after it has come back. From any thread; in the order of the calls. */
    void post(Frame frame) {
        outbox.post(frame);
        scheduleDrain();
    }

    @Override
    public void lost(BrokerException cause) {
        endWith(cause);
    }

    @Override
    public void interrupted(BrokerException cause) {
        // a link inside the broker has no transport that could break
    }

    @Override
    public void restored() {
        // nor one that could be restored
    }

    /**
     * Whether so many deliveries wait to be written that consumers must hold their credit back; they are told when that is over. On the home
     * loop.
     */
    boolean isBacklogged() {
        boolean backlogged = outbox.queuedDeliveryBytes() > MAX_BACKLOG_BYTES;
        creditHeldBack |= backlogged;
        return backlogged;
    }

    /** Runs something on the home loop, wherever that is by then. From any thread. */
    void execute(Runnable task) {
        EventLoop current = home;
        try {
            current.execute(() -> {
                if (home == current) {
                    task.run();
                } else {
                    execute(task);
                }
            });
        } catch (RejectedExecutionException e) {
            // the acceptor is closed, and with it all links: there is nobody left to tell
            Log.LOG.debug("PR001825 Broker {}: {} has ended", settings.brokerName(), this, e);
        }
    }

    /** Runs a task on the home loop once that has read all sockets that are ready; from such a task, once it has read them again. */
    void atEndOfRound(Runnable task) {
        // what is due at once is looked for before the tasks of a round are run, and not again among them
        home.schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    private void scheduleDrain() {
        if (drainScheduled.compareAndSet(false, true)) {
            execute(this::drain);
        }
    }

    /** Writes what there is, as long as the socket takes it. On the home loop. */
    void drain() {
        drainScheduled.set(false);
        if (ending) {
            outbox.clear();
        } else if (connection != null) {
            try {
                write(connection.channel());
            } catch (RuntimeException e) {
                Log.LOG.error("PR001822 Broker {}: writing to {} failed", settings.brokerName(), this, e);
                endWith(new BrokerException(BrokerError.INTERNAL, "a failure in the broker: " + e, e));
            }
        }
    }

    private void write(Channel channel) {
        if (tellDue) {
            channel.write(bytes(FrameEncoder.encode(new Frame.Received(incoming.tell()))), channel.voidPromise());
            tellDue = false;
        }
        outbox.write(channel);
        channel.flush();
        if (creditHeldBack && !isBacklogged()) {
            creditHeldBack = false;
            dispatch.advanceConsumers();
        }
        if (gate.isPaused()) {
            updateReading();
        }
    }

    private static ByteBuf bytes(EncodedFrame frame) {
        return Unpooled.wrappedBuffer(frame.start(), frame.body());
    }

    /** Nothing was written for a while: says that this side is alive, and what it has. On the home loop. */
    void heartbeat() {
        if (connection == null) {
            return;
        }
        Frame beat = incoming.untold() ? new Frame.Received(incoming.tell()) : new Frame.Ping();
        connection.channel().writeAndFlush(bytes(FrameEncoder.encode(beat)));
    }

    /** The client broke the protocol: no more is to be had from this link. */
    void violated(String reason) {
        ConnectionHandler last = connection;
        connection = null;
        end();
        if (last != null) {
            last.sayAndClose(new Frame.Goodbye(BrokerError.LINK_LOST, "the protocol was not kept: " + reason));
        }
    }
}
