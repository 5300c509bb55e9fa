package io.postrider.benchmarks.parts;

import io.postrider.protocol.message.Message;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** A message to bytes and back. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessageCodecBenchmark {
    private final byte[] encoded = Samples.message(1, true).encoded();

    /** As a persistent send does, the making of the message included. */
    @Benchmark
    public byte[] encode() {
        return Samples.message(1, true).encoded();
    }

    /** The header alone, as the broker reads it. */
    @Benchmark
    public Message decode() {
        return Message.decode(encoded);
    }

    /** The header and all properties, as a consumer reads them. */
    @Benchmark
    public Object decodeWithProperties() {
        return Message.decode(encoded).properties();
    }
}
