package io.postrider.remote;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;

/** Stands between a client and a broker, counts the frames that pass, and harms each connection as it is told. */
final class FaultyProxy implements AutoCloseable {

    /** What is done to a connection. */
    enum Kind {
        /** Both sides are closed. */
        CUT,
        /** Both sides are reset: what was on its way is thrown away. */
        RESET,
        /** The receiver sees the end of the stream; the other direction goes on. */
        HALF_CLOSE,
        /** Nothing passes in this direction any more; the other goes on. */
        STALL,
        /** Nothing passes in either direction, and neither side learns that the other closes. */
        VANISH,
        /**
         * The client sees the end of the stream. What it said last comes to the broker late, over this connection: once a later one is under
         * way. (Only towards the broker.)
         */
        LATE
    }

    /** Which way frames go. */
    enum Direction {
        TO_BROKER,
        TO_CLIENT
    }

    /**
     * A harm.
     *
     * @param afterFrames how many whole frames pass before, in that direction
     * @param afterBytes how many bytes of the next frame pass; if it is shorter, all but the last
     */
    record Fault(Kind kind, Direction direction, int afterFrames, int afterBytes) {}

    private static final int NOWHERE = 0;

    private volatile int targetPort;
    private volatile Runnable whenHarmed = () -> {};
    private final IntFunction<Fault> plan;
    private final ServerSocket listening;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger framesToBroker = new AtomicInteger();
    private final AtomicInteger framesToClient = new AtomicInteger();
    private final Deque<Connection> late = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;
    private volatile boolean deaf;
    private volatile int lateAfterFrames = 2;

    /**
     * @param plan what is done to which connection, counted from 0; null for nothing
     */
    FaultyProxy(int targetPort, IntFunction<Fault> plan) throws IOException {
        this.targetPort = targetPort;
        this.plan = plan;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    int port() {
        return listening.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    /** What is done besides, right after each fault. */
    void whenHarmed(Runnable action) {
        whenHarmed = action;
    }

    /** Cuts all connections, and refuses new ones until {@link #lead}. */
    void refuse() throws IOException {
        targetPort = NOWHERE;
        for (Socket socket : sockets) {
            socket.close();
        }
        sockets.clear();
    }

    /** New connections lead to another port from now on. */
    void lead(int port) {
        targetPort = port;
    }

    /** From now on clients hear nothing: the next bytes for one are dropped, and what is done then is what is done after a fault. */
    void deafenClients() {
        deaf = true;
    }

    /** How many frames a later connection has brought its client when what is late comes; two of them are the broker's greetings. */
    void lateAfterFrames(int frames) {
        lateAfterFrames = frames;
    }

    /** How many faults were done. */
    int faults() {
        return faults.get();
    }

    /** How many whole frames passed that way, over all connections. */
    int frames(Direction direction) {
        return (direction == Direction.TO_BROKER ? framesToBroker : framesToClient).get();
    }

    private void start(Runnable task) {
        Thread thread = new Thread(task, "faulty-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (closed) {
                    client.close();
                    return;
                }
                serve(client);
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) throws IOException {
        int port = targetPort;
        Socket broker = null;
        try {
            client.setTcpNoDelay(true);
            broker = port == NOWHERE ? null : new Socket(InetAddress.getLoopbackAddress(), port);
        } catch (IOException e) {
            // nobody is there: the client learns it by the end of its connection
        }
        if (broker == null) {
            client.close();
            return;
        }
        broker.setTcpNoDelay(true);
        sockets.add(client);
        sockets.add(broker);
        if (port != targetPort) {
            client.close();
            broker.close();
        }
        new Connection(client, broker, plan.apply(connections.getAndIncrement())).serve();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket broker;
        private final Fault fault;
        private final ByteArrayOutputStream held = new ByteArrayOutputStream();
        private volatile boolean vanished;

        Connection(Socket client, Socket broker, Fault fault) {
            this.client = client;
            this.broker = broker;
            this.fault = fault;
        }

        void serve() {
            start(() -> pump(client, broker, Direction.TO_BROKER));
            start(() -> pump(broker, client, Direction.TO_CLIENT));
        }

        private void pump(Socket from, Socket to, Direction direction) {
            Fault mine = fault != null && fault.direction() == direction ? fault : null;
            FrameCounter counter = new FrameCounter(direction == Direction.TO_BROKER ? framesToBroker : framesToClient);
            try {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                byte[] buffer = new byte[4096];
                boolean stalled = false;
                for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                    if (stalled || vanished) {
                        continue;
                    }
                    if (deaf && direction == Direction.TO_CLIENT) {
                        deaf = false;
                        whenHarmed.run();
                        continue;
                    }
                    int pass = mine == null ? counter.pass(buffer, count, null) : counter.pass(buffer, count, mine);
                    out.write(buffer, 0, pass);
                    out.flush();
                    if (direction == Direction.TO_CLIENT && counter.frames >= lateAfterFrames) {
                        bringWhatIsLate();
                    }
                    if (counter.isDue(mine)) {
                        stalled = true;
                        faults.incrementAndGet();
                        held.write(buffer, pass, count - pass);
                        harm(mine.kind(), to);
                        whenHarmed.run();
                    }
                }
                closeBoth();
            } catch (IOException e) {
                closeBoth();
            }
        }

        private void harm(Kind kind, Socket receiver) throws IOException {
            switch (kind) {
                case CUT -> closeBoth();
                case RESET -> {
                    client.setSoLinger(true, 0);
                    broker.setSoLinger(true, 0);
                    closeBoth();
                }
                case HALF_CLOSE -> receiver.shutdownOutput();
                case VANISH -> vanished = true;
                case LATE -> {
                    vanished = true;
                    client.close();
                    late.add(this);
                }
                case STALL -> {
                    // what comes is read and dropped
                }
            }
        }

        private void bringWhatIsLate() {
            for (Connection former = late.poll(); former != null; former = late.poll()) {
                try (Socket socket = former.broker) {
                    former.held.writeTo(socket.getOutputStream());
                } catch (IOException e) {
                    // the broker has closed it
                }
            }
        }

        private void closeBoth() {
            if (vanished) {
                return;
            }
            try {
                client.close();
                broker.close();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    /** Follows the frames in one direction of one connection. */
    private static final class FrameCounter {
        private static final int LENGTH_BYTES = 4;

        private final AtomicInteger total;
        private int frames;
        private int intoFrame;
        private int length;

        FrameCounter(AtomicInteger total) {
            this.total = total;
        }

        /** Counts bytes that pass. Returns how many, up to where a fault is due. */
        int pass(byte[] bytes, int count, Fault fault) {
            for (int i = 0; i < count; i++) {
                if (isDue(fault)) {
                    return i;
                }
                if (intoFrame < LENGTH_BYTES) {
                    length = length << 8 | bytes[i] & 0xff;
                }
                intoFrame++;
                if (intoFrame >= LENGTH_BYTES && intoFrame == LENGTH_BYTES + length) {
                    frames++;
                    total.incrementAndGet();
                    intoFrame = 0;
                    length = 0;
                }
            }
            return count;
        }

        boolean isDue(Fault fault) {
            if (fault == null || frames < fault.afterFrames()) {
                return false;
            }
            boolean lastByte = intoFrame >= LENGTH_BYTES && intoFrame == LENGTH_BYTES + length - 1;
            return frames > fault.afterFrames() || intoFrame >= fault.afterBytes() || lastByte;
        }
    }
}
