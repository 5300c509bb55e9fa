package io.postrider.benchmarks.parts;

import io.postrider.client.message.MessageProperties;
import jakarta.jms.JMSException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Properties as applications set and read them. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class PropertyBenchmark {
    private final MessageProperties properties = new MessageProperties();

    /** A number, and a number as text. */
    @Setup
    public void fill() throws JMSException {
        properties.set("count", 42);
        properties.set("text", "4711");
    }

    /** Names are checked, values too. */
    @Benchmark
    public MessageProperties set() throws JMSException {
        MessageProperties fresh = new MessageProperties();
        fresh.set("count", 42);
        fresh.set("region", "north");
        fresh.set("weight", 1.5);
        return fresh;
    }

    /** Of the type asked for. */
    @Benchmark
    public int read() throws JMSException {
        return properties.getInt("count");
    }

    /** Of another: the table of conversions in section 3.5.4 of the specification. */
    @Benchmark
    public long convert() throws JMSException {
        return properties.getLong("count")
                + properties.getLong("text")
                + properties.getString("count").length();
    }
}
