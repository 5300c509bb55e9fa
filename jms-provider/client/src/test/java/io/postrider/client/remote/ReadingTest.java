package io.postrider.client.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** What came is told to whom it concerns, whoever has read it. */
class ReadingTest {
    private static final int MAX_FRAME_BYTES = 1_000_000;
    private static final long SECONDS = 30;
    private static final long CONSUMER = 7;

    private final ExecutorService callers = Executors.newCachedThreadPool();
    private CompletableFuture<Frame.Goodbye> ended;
    private Socket client;
    private Socket server;
    private Transport broker;
    private RemoteLink link;
    private Thread reader;

    /** Who is to be told is told at once, and not when the reader looks. */
    @BeforeEach
    void connectWithAReaderThatDoesNotLook() throws IOException {
        connect(TimeUnit.HOURS.toMillis(1));
    }

    private void connect(long lookMillis) throws IOException {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            client = new Socket(listening.getInetAddress(), listening.getLocalPort());
            server = listening.accept();
        }
        ended = new CompletableFuture<>();
        broker = new Transport(server, server);
        Transport transport = new Transport(client, client);
        CompletableFuture<Reading> made = new CompletableFuture<>();
        CompletableFuture<Frame.Goodbye> end = ended;
        reader = new Thread(() -> read(made.join(), transport, end));
        Reading reading = new Reading(reader, lookMillis);
        Conversation conversation = new Conversation(reading, Integer.MAX_VALUE, 0);
        link = new RemoteLink(
                conversation,
                reading,
                TransportSettings.of(LinkAddress.parse("tcp://localhost")),
                new Frame.Welcome(1, MAX_FRAME_BYTES, "test"),
                new Frame.LoggedIn("broker", new byte[0], 0, 0));
        reading.tell(conversation, link);
        conversation.attach(transport, 0);
        Thread writer = new Thread(conversation);
        writer.setDaemon(true);
        writer.start();
        reader.setDaemon(true);
        reader.start();
        made.complete(reading);
    }

    private static void read(Reading reading, Transport transport, CompletableFuture<Frame.Goodbye> end) {
        try {
            end.complete(reading.untilGoodbye(transport));
        } catch (IOException | RuntimeException | Error e) {
            end.completeExceptionally(e);
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        link.end(new BrokerException(BrokerError.LINK_CLOSED, "the test is over"));
        client.close();
        server.close();
    }

    @AfterEach
    void dismissCallers() {
        callers.shutdownNow();
    }

    /** A command, and who told of its end. */
    private final class Call implements Completion {
        private final boolean waits;
        private final CountDownLatch over = new CountDownLatch(1);
        private volatile Thread caller;
        private volatile Thread toldBy;

        Call(boolean waits) {
            this.waits = waits;
        }

        Call say() {
            caller = Thread.currentThread();
            link.rollback(1, this);
            return this;
        }

        void awaitAsCaller() throws InterruptedException {
            link.serveUntil(() -> over.getCount() == 0);
            await();
        }

        void await() throws InterruptedException {
            assertThat(over.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void done() {
            toldBy = Thread.currentThread();
            over.countDown();
        }

        @Override
        public void failed(BrokerException cause) {
            done();
        }

        @Override
        public boolean callerWaits() {
            return waits;
        }
    }

    private Future<Call> call() {
        return callers.submit(() -> {
            Call call = new Call(true).say();
            call.awaitAsCaller();
            return call;
        });
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(SECONDS, TimeUnit.SECONDS);
    }

    private Frame.Command heard() throws IOException {
        while (true) {
            if (broker.read(MAX_FRAME_BYTES) instanceof Frame.Command command) {
                return command;
            }
        }
    }

    private void answer(Frame.Command command) throws IOException {
        say(new Frame.Done(command.request()));
    }

    private void say(Frame frame) throws IOException {
        broker.write(List.of(FrameEncoder.encode(frame)));
    }

    private void open(DeliverySink sink) throws Exception {
        ConsumerRequest request = new ConsumerRequest(CONSUMER, DestinationName.queue("q"), null, false, null);
        CompletableFuture<Void> opened = link.openConsumer(request, sink).toCompletableFuture();
        answer(heard());
        get(opened);
    }

    private void assertTheReaderFailsWith(Class<? extends Exception> cause) {
        assertThatThrownBy(() -> get(ended))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(cause);
    }

    /** Commands of one caller, until it has read an answer itself. */
    private void lend() throws Exception {
        Call last;
        do {
            Future<Call> call = call();
            answer(heard());
            last = get(call);
        } while (last.toldBy != last.caller);
    }

    @Test
    void theFirstAnswersAreReadByTheReader() throws Exception {
        for (int i = 0; i < Reading.ANSWERS_BEFORE_LENDING; i++) {
            Future<Call> call = call();
            answer(heard());
            assertThat(get(call).toldBy).isSameAs(reader);
        }
    }

    @RepeatedTest(3)
    void anAnswerForWhichNobodyReadsIsReadByTheReader() throws Exception {
        lend();
        Call notWaitedFor = new Call(false).say();
        answer(heard());
        notWaitedFor.await();
        assertThat(notWaitedFor.toldBy).isSameAs(reader);
    }

    @RepeatedTest(3)
    void whoReadsTellsOthersAndTheReaderReadsForThemAfterwards() throws Exception {
        lend();
        Future<Call> first = call();
        Frame.Command ofFirst = heard();
        Future<Call> second = call();
        Frame.Command ofSecond = heard();
        Future<Call> third = call();
        Frame.Command ofThird = heard();

        answer(ofSecond);
        get(second);
        answer(ofFirst);
        get(first);
        answer(ofThird);
        get(third);
    }

    @RepeatedTest(3)
    void aDeliveryIsReadOnceItIsAwaited() throws Exception {
        Sink sink = new Sink();
        open(sink);
        lend();

        sink.awaited = true;
        link.deliveriesAwaited();
        say(new Frame.Delivered(CONSUMER, 1, 1, message()));

        assertThat(get(sink.delivered).tag()).isEqualTo(1);
    }

    @RepeatedTest(3)
    void noListenerWaitsForACaller() throws Exception {
        Sink sink = new Sink();
        sink.awaited = true;
        open(sink);
        for (int i = 0; i < 3 * Reading.ANSWERS_BEFORE_LENDING; i++) {
            Future<Call> call = call();
            answer(heard());
            assertThat(get(call).toldBy).isSameAs(reader);
        }
    }

    @RepeatedTest(3)
    void aGoodbyeEndsTheReadersReadingWhoeverReadIt() throws Exception {
        lend();
        Future<Call> call = call();
        heard();
        say(new Frame.Goodbye(BrokerError.LINK_LOST, "that is all"));
        assertThat(get(ended).message()).isEqualTo("that is all");
        assertThat(call.isDone()).isFalse();
    }

    @RepeatedTest(3)
    void aBrokenTransportIsTheReadersBusiness() throws Exception {
        lend();
        call();
        heard();
        server.close();
        assertTheReaderFailsWith(IOException.class);
    }

    @RepeatedTest(3)
    void whatIsNoFrameIsTheReadersBusiness() throws Exception {
        lend();
        call();
        heard();
        server.getOutputStream().write(new byte[16]);
        assertTheReaderFailsWith(MalformedMessageException.class);
    }

    @RepeatedTest(3)
    void aTransportThatBreaksWhileNobodyReadsIsNoticed() throws Exception {
        disconnect();
        connect(20);
        lend();
        server.close();
        assertTheReaderFailsWith(IOException.class);
    }

    @RepeatedTest(3)
    void aCallerWhoseLinkEndsIsSetFree() throws Exception {
        lend();
        Future<Call> call = call();
        heard();
        callers.submit(() -> link.end(new BrokerException(BrokerError.LINK_CLOSED, "closed by another thread")));
        // as the end of a conversation does
        client.close();
        get(call);
    }

    @Test
    void everyCommandEndsWhoeverWaits() throws Exception {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Future<?> answering = callers.submit(() -> {
            while (true) {
                answer(heard());
            }
        });
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Random random = new Random(seed + i);
            all.add(callers.submit(() -> {
                for (int round = 0; round < 2_000; round++) {
                    Call call = new Call(random.nextInt(200) > 0).say();
                    if (call.waits) {
                        call.awaitAsCaller();
                    } else {
                        call.await();
                    }
                    if (random.nextInt(500) == 0) {
                        // alone for a while, as only then it is lent
                        for (int alone = 0; alone < 2 * Reading.ANSWERS_BEFORE_LENDING; alone++) {
                            new Call(true).say().awaitAsCaller();
                        }
                    }
                }
                return null;
            }));
            if (i == 0) {
                get(all.get(0));
            }
        }
        for (Future<?> one : all) {
            get(one);
        }
        assertThat(answering.isDone()).as("seed %d", seed).isFalse();
    }

    private static Message message() {
        return Message.builder()
                .id(new MessageId(1, 1))
                .destination(DestinationName.queue("q"))
                .body(new Body.Text("hello"))
                .build();
    }

    private static final class Sink implements DeliverySink {
        private final CompletableFuture<Delivery> delivered = new CompletableFuture<>();
        private volatile boolean awaited;

        @Override
        public void deliver(Delivery delivery) {
            delivered.complete(delivery);
        }

        @Override
        public void recall() {
            // nobody does
        }

        @Override
        public boolean isAwaited() {
            return awaited;
        }

        @Override
        public void closed(BrokerException cause) {
            delivered.completeExceptionally(cause);
        }
    }
}
