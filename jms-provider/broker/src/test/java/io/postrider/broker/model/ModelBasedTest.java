package io.postrider.broker.model;

import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random commands to a broker and to its model, compared after each. A failure names the seed and how many commands it took;
 * {@code -Dpostrider.seed=N} runs it again, {@code -Dpostrider.runs=N} runs more of them, with both from that seed on.
 */
class ModelBasedTest {
    private static final int COMMANDS = 1_000;

    @Test
    void behavesAsTheModelAllows() {
        Long seed = Long.getLong("postrider.seed");
        int runs = Integer.getInteger("postrider.runs", seed != null ? 1 : 30);
        long first = seed != null ? seed : System.nanoTime();
        for (int i = 0; i < runs; i++) {
            run(first + i);
        }
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
