package io.postrider.broker.model;

import io.postrider.broker.soak.LongRun;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random commands to a broker and to its model, compared after each. A failure names the seed and how many commands it took;
 * {@code -Dpostrider.seed=N} runs it again, {@code -Dpostrider.runs=N} runs more of them, with both from that seed on.
 */
@Tag(LongRun.TAG)
class ModelBasedTest {
    private static final int COMMANDS = 1_000;

    @Test
    void behavesAsTheModelAllows() {
        Long seed = Long.getLong("postrider.seed");
        LongRun runs = LongRun.of("ModelBasedTest", "postrider.runs", seed != null ? 1 : 30);
        long first = seed != null ? seed : System.nanoTime();
        while (runs.next()) {
            run(first + runs.done() - 1);
        }
        runs.report(first, "runs of " + COMMANDS + " commands each, deviations 0");
    }

    private static void run(long seed) {
        World world = new World(new Random(seed), SteppedBroker::new);
        Operations operations = new Operations(world);
        int command = 0;
        try {
            while (command < COMMANDS) {
                operations.next();
                command++;
            }
            world.end();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + ", after " + command + " commands: " + e.getMessage() + "\n\nof late:\n"
                            + world.history + "\n\nthe model:\n"
                            + String.join("\n", world.model.describe()),
                    e);
        }
    }
}
