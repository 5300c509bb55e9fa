package io.postrider.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceWatchTest {
    private static final int MAX_FRAME_BYTES = 1_000;
    private static final int MANY = 20;

    private final SilenceWatch watch = new SilenceWatch();
    private Socket server;
    private Transport transport;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Socket client = new Socket(listening.getInetAddress(), listening.getLocalPort());
            server = listening.accept();
            transport = new Transport(client, client);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        watch.end();
        transport.abort();
        server.close();
    }

    @Test
    void aTransportOverWhichNothingComesIsGivenUp() {
        watch.watch(transport, 400);
        CompletableFuture<Frame> read = read();
        awaitReader();
        look(4);
        assertThat(read).isNotDone();
        look(1);
        assertThatThrownBy(read::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IOException.class)
                .cause()
                .hasMessage("nothing came from the broker for 400 ms");
    }

    @Test
    void whateverComesBreaksTheSilence() throws Exception {
        watch.watch(transport, 400);
        for (int i = 0; i < MANY; i++) {
            CompletableFuture<Frame> read = read();
            awaitReader();
            look(3);
            ping();
            assertThat(read.get()).isInstanceOf(Frame.Ping.class);
        }
    }

    @Test
    void aTransportThatNobodyReadsIsNotSilent() throws Exception {
        watch.watch(transport, 400);
        look(MANY);
        ping();
        assertThat(read().get()).isInstanceOf(Frame.Ping.class);
    }

    @Test
    void anotherTransportBeginsAnew() {
        watch.watch(transport, 400);
        CompletableFuture<Frame> read = read();
        awaitReader();
        look(4);
        watch.watch(transport, 400);
        look(4);
        assertThat(read).isNotDone();
    }

    @Test
    void itLooksByItself() {
        Thread looking = new Thread(watch, "watch");
        looking.start();
        watch.watch(transport, 4);
        CompletableFuture<Frame> read = read();
        assertThatThrownBy(read::get).cause().hasMessage("nothing came from the broker for 4 ms");
        assertThat(looking.isAlive()).isTrue();
        watch.end();
        await().until(() -> !looking.isAlive());
    }

    @Test
    void withoutALimitItWaits() throws Exception {
        Thread looking = new Thread(watch, "watch");
        looking.start();
        watch.watch(transport, 1_000_000);
        watch.watch(transport, 0);
        await().until(() -> looking.getState() == Thread.State.WAITING);
        ping();
        assertThat(read().get()).isInstanceOf(Frame.Ping.class);
    }

    private CompletableFuture<Frame> read() {
        CompletableFuture<Frame> read = new CompletableFuture<>();
        Thread reader = new Thread(
                () -> {
                    try {
                        read.complete(transport.read(MAX_FRAME_BYTES));
                    } catch (IOException e) {
                        read.completeExceptionally(e);
                    }
                },
                "reader");
        reader.setDaemon(true);
        reader.start();
        return read;
    }

    private void awaitReader() {
        await().until(() -> transport.currentWait() != Transport.NOT_WAITING);
    }

    private void look(int times) {
        for (int i = 0; i < times; i++) {
            watch.look();
        }
    }

    private void ping() throws IOException {
        server.getOutputStream().write(FrameEncoder.encode(new Frame.Ping()).start());
    }
}
