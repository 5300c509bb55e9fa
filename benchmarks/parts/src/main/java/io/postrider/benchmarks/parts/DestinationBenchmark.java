package io.postrider.benchmarks.parts;

import io.postrider.broker.Broker;
import io.postrider.broker.core.step.Mailbox;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.Completion;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.link.DeliverySink;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;

/** The steps of a destination: of an empty one to the whole way of a message through the broker, without JMS objects. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DestinationBenchmark {
    private static final int CREDIT = 1_000;

    private static final Completion IGNORED = new Completion() {
        @Override
        public void done() {
            // nothing follows
        }

        @Override
        public void failed(BrokerException cause) {
            throw new IllegalStateException(cause);
        }
    };

    private static final LinkEvents NO_EVENTS = new LinkEvents() {
        @Override
        public void lost(BrokerException cause) {
            // the end of the benchmark
        }

        @Override
        public void interrupted(BrokerException cause) {
            // not in the VM
        }

        @Override
        public void restored() {
            // not in the VM
        }
    };

    private final Mailbox mailbox = new Mailbox("benchmark", Runnable::run, () -> {});
    private long steps;
    private Broker broker;
    private BrokerLink link;
    private long number;

    /** Starts a broker without a disk, and a consumer that acknowledges each message at once. */
    @Setup(Level.Trial)
    public void start() throws BrokerException {
        broker = Broker.named("destination").journal("memory").start();
        link = broker.connect(new ConnectRequest(LinkAddress.parse("vm://destination"), null, null, null), NO_EVENTS);
        ConsumerRequest request = new ConsumerRequest(1, Samples.QUEUE, null, false, null);
        link.openConsumer(request, new Sink()).toCompletableFuture().join();
        link.credit(1, CREDIT, IGNORED);
    }

    /** Stops it. */
    @TearDown(Level.Trial)
    public void stop() {
        broker.close();
    }

    private final class Sink implements DeliverySink {
        @Override
        public void deliver(Delivery delivery) {
            link.acknowledge(1, delivery.tag(), delivery.tag(), BrokerLink.NO_TRANSACTION, IGNORED);
            link.credit(1, 1, IGNORED);
        }

        @Override
        public void recall() {
            // nothing is kept
        }

        @Override
        public void closed(BrokerException cause) {
            // the end of the benchmark
        }
    }

    /** One step that does next to nothing. */
    @Benchmark
    public void mailboxStep() {
        mailbox.submit(() -> steps++);
    }

    /** The same from two threads: whoever comes second leaves the step to the first. */
    @Benchmark
    @Threads(2)
    public void mailboxStepOfTwoThreads() {
        mailbox.submit(() -> steps++);
    }

    /** Sent, delivered, acknowledged; the making of the message included. */
    @Benchmark
    public void sendDeliverAcknowledge() {
        link.send(Samples.message(++number, false), BrokerLink.NO_TRANSACTION, IGNORED);
    }
}
