package io.postrider.remote;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.client.PostriderConnectionFactory;
import io.postrider.remote.FaultyProxy.Direction;
import io.postrider.remote.FaultyProxy.Fault;
import io.postrider.remote.FaultyProxy.Kind;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The Jakarta Messaging objects on connections that break all the time: an application notices nothing but time. */
class BrokenConnectionsTest {
    private static final int MESSAGES = 300;
    private static final int BATCH = 10;
    private static final String RAW = "raw";
    private static final String REFINED = "refined";

    private final long seed = Long.getLong("postrider.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final TcpBroker broker = new TcpBroker();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private FaultyProxy proxy;
    private PostriderConnectionFactory factory;

    @BeforeEach
    void start() throws Exception {
        broker.start();
        proxy = new FaultyProxy(broker.port(), connection -> fault());
        factory = new PostriderConnectionFactory("tcp://127.0.0.1:" + proxy.port()
                + "?transport.reconnectDelayMillis=5&transport.reconnectAttempts=1000&transport.heartbeatMillis=500");
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        broker.stop();
    }

    /** Never before a login is over, as a first connect is not tried again. */
    private synchronized Fault fault() {
        Kind kind = random.nextInt(20) == 0 ? Kind.VANISH : Kind.values()[random.nextInt(3)];
        return new Fault(kind, Direction.values()[random.nextInt(2)], 3 + random.nextInt(60), random.nextInt(60));
    }

    @Test
    void aPipelineOfTransactionsLosesNothingAndRepeatsNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> stages = new ArrayList<>();
        stages.add(threads.submit(stage(this::ingest)));
        stages.add(threads.submit(stage(this::refine)));
        stages.add(threads.submit(stage(this::refine)));
        Future<List<Integer>> result = threads.submit(this::collect);
        for (Future<?> stage : stages) {
            stage.get(100, TimeUnit.SECONDS);
        }
        List<Integer> numbers = new ArrayList<>(result.get(100, TimeUnit.SECONDS));
        threads.shutdown();
        numbers.sort(null);
        List<Integer> expected = new ArrayList<>();
        for (int n = 0; n < MESSAGES; n++) {
            expected.add(n);
        }
        assertThat(numbers).as("seed %d", seed).isEqualTo(expected);
        assertThat(problems).as("seed %d", seed).isEmpty();
        assertThat(proxy.faults()).as("seed %d", seed).isGreaterThan(4);
    }

    private interface Stage {
        void run(JMSContext context) throws Exception;
    }

    private Callable<Void> stage(Stage stage) {
        return () -> {
            try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
                context.setExceptionListener(e -> problems.add(e.toString()));
                stage.run(context);
            }
            return null;
        };
    }

    private void ingest(JMSContext context) {
        Queue raw = context.createQueue(RAW);
        JMSProducer producer = context.createProducer();
        for (int n = 0; n < MESSAGES; n++) {
            producer.send(raw, Integer.toString(n));
            if (n % BATCH == BATCH - 1) {
                context.commit();
            }
        }
    }

    /** Takes what is there, with a rollback now and then, until nothing comes any more. */
    private void refine(JMSContext context) {
        JMSConsumer consumer = context.createConsumer(context.createQueue(RAW));
        Queue refined = context.createQueue(REFINED);
        int rounds = 0;
        String text = consumer.receiveBody(String.class, 10_000);
        while (text != null) {
            context.createProducer().send(refined, text);
            rounds++;
            if (rounds % 7 == 0) {
                context.rollback();
            } else {
                context.commit();
            }
            text = consumer.receiveBody(String.class, 3_000);
        }
    }

    private List<Integer> collect() {
        List<Integer> numbers = new ArrayList<>();
        try (JMSContext context = factory.createContext(JMSContext.CLIENT_ACKNOWLEDGE)) {
            context.setExceptionListener(e -> problems.add(e.toString()));
            JMSConsumer consumer = context.createConsumer(context.createQueue(REFINED));
            while (numbers.size() < MESSAGES) {
                String text = consumer.receiveBody(String.class, 30_000);
                if (text == null) {
                    throw new AssertionError("seed " + seed + ": only " + numbers.size() + " came");
                }
                numbers.add(Integer.valueOf(text));
                context.acknowledge();
            }
            assertThat(consumer.receiveBody(String.class, 100))
                    .as("seed %d", seed)
                    .isNull();
        }
        return numbers;
    }
}
