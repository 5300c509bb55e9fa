package io.postrider.benchmarks.parts;

import io.postrider.broker.selector.Selector;
import io.postrider.broker.selector.SelectorSyntaxException;
import io.postrider.protocol.message.Message;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Whether a message is what a consumer wants. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class SelectorBenchmark {
    private final Message message = Samples.message(1, false);

    /** The selectors: the usual one, one of many parts, one with a pattern. */
    @Param({
        "region = 'north'",
        "region IN ('south', 'north') AND amount BETWEEN 100 AND 300 AND NOT urgent = FALSE",
        "JMSCorrelationID LIKE 'order-47%' AND weight * 2 > 2.5"
    })
    public String text;

    private Selector selector;

    /** Compiles it once, as the broker does for all consumers together. */
    @Setup
    public void compile() throws SelectorSyntaxException {
        selector = Selector.compile(text);
    }

    /** One evaluation. */
    @Benchmark
    public boolean matches() {
        return selector.matches(message, 1);
    }
}
