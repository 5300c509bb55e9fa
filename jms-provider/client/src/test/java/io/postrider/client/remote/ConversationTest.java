package io.postrider.client.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
    private static final int MAX_FRAME_BYTES = 1_000_000;
    private static final Departure[] HASTES = Departure.values();

    private final Conversation conversation = new Conversation(new Reading(new Thread(() -> {})), Integer.MAX_VALUE, 0);
    private Socket client;
    private Socket server;
    private Transport otherSide;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listening.getInetAddress(), listening.getLocalPort());
            server = listening.accept();
        }
        otherSide = new Transport(server, server);
        conversation.attach(new Transport(client, client), 0);
    }

    @AfterEach
    void disconnect() throws IOException {
        conversation.end();
        client.close();
        server.close();
    }

    @Test
    void whatIsPatientGoesWithTheNextThatIsNot() throws IOException {
        // no writer's thread runs here: only who says something could write it
        conversation.say(frame(1), Departure.WITH_NEXT);
        conversation.say(frame(2), Departure.WITH_NEXT);
        assertThat(server.getInputStream().available()).isZero();

        conversation.say(frame(3), Departure.NOW);

        assertThat(List.of(received(), received(), received())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void muchThatIsPatientIsLeftToTheWriter() throws IOException {
        startWriter();
        int frames = 64 * 1024 / frame(1).totalBytes();
        for (int number = 1; number <= frames; number++) {
            conversation.say(frame(number), Departure.WITH_NEXT);
        }

        assertThat(received()).isEqualTo(1L);
    }

    @Test
    void whatIsToGoShortlyGoesTogetherOnceWhoSaidItHasNothingElseToDo() throws IOException {
        conversation.say(frame(1), Departure.SHORTLY);
        conversation.say(frame(2), Departure.SHORTLY);
        assertThat(server.getInputStream().available()).isZero();

        conversation.hasten();

        assertThat(server.getInputStream().available()).isEqualTo(frame(1).totalBytes() + frame(2).totalBytes());
        assertThat(List.of(received(), received())).containsExactly(1L, 2L);
    }

    @Test
    void whatIsToGoShortlyGoesByItselfToo() throws IOException {
        server.setSoTimeout(30_000);
        startWriter();
        for (long number = 1; number <= 20; number++) {
            conversation.say(frame(number), Departure.SHORTLY);
            assertThat(received()).isEqualTo(number);
        }
    }

    @Test
    void whatGoesWithTheNextIsNotHastened() throws IOException {
        conversation.say(frame(1), Departure.WITH_NEXT);
        conversation.hasten();
        assertThat(server.getInputStream().available()).isZero();
    }

    @Test
    void nothingIsForgottenWhoeverFindsWhomAtWork() throws Exception {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        startWriter();
        for (int round = 0; round < 500; round++) {
            List<Thread> speakers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(seed + 3L * round + i);
                speakers.add(new Thread(() -> speak(random)));
            }
            speakers.forEach(Thread::start);
            int left = 3 * 4;
            server.setSoTimeout(30_000);
            while (left > 0) {
                assertThat(received()).as("seed %d, round %d", seed, round).isPositive();
                left--;
            }
            for (Thread speaker : speakers) {
                speaker.join();
            }
        }
    }

    /** Three frames in any haste, and a last one that does not leave the others waiting. */
    private void speak(Random random) {
        for (int i = 1; i <= 3; i++) {
            conversation.say(frame(i), HASTES[random.nextInt(HASTES.length)]);
        }
        conversation.say(
                frame(4),
                random.nextBoolean() ? Departure.NOW : random.nextBoolean() ? Departure.SOON : Departure.SHORTLY);
        if (random.nextBoolean()) {
            conversation.hasten();
        }
    }

    private void startWriter() {
        Thread writer = new Thread(conversation, "writer");
        writer.setDaemon(true);
        writer.start();
    }

    private long received() throws IOException {
        return ((Frame.Credit) otherSide.read(MAX_FRAME_BYTES)).consumer();
    }

    private static EncodedFrame frame(long number) {
        return FrameEncoder.encode(new Frame.Credit(number, number, 1));
    }
}
