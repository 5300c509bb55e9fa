package io.postrider.benchmarks.bench;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Workloads;
import java.io.IOException;
import java.util.List;

/** Whether all contenders keep what they confirm: one that does not would win every comparison. */
final class DurabilityCheck {
    private static final int BODY_BYTES = 1024;
    private static final int PRODUCERS = 4;

    private final Runner runner;

    DurabilityCheck(Runner runner) {
        this.runner = runner;
    }

    /**
     * Checks each, and prints what it finds.
     *
     * @return whether nothing was lost, and each send had its sync
     */
    boolean passes(List<Contender> contenders) throws IOException, InterruptedException {
        boolean passed = true;
        System.out.printf(
                "%-24s%12s%12s%8s%16s%12s%18s%n",
                "killed with SIGKILL", "confirmed", "found", "lost", "traced sends", "sync calls", "synced writes");
        for (Contender contender : contenders) {
            try {
                Survival survival = runner.survival(trial(PRODUCERS), contender);
                SyncCount syncs = runner.syncs(trial(1), contender);
                System.out.printf(
                        "%-24s%12d%12d%8d%16d%12d%18d%n",
                        contender.title(),
                        survival.confirmed().size(),
                        survival.found().size(),
                        survival.lost(),
                        syncs.confirmed(),
                        syncs.calls(),
                        syncs.syncedWrites());
                passed &= survival.lost() == 0 && !survival.confirmed().isEmpty() && syncs.isOneForEach();
            } catch (RunFailedException e) {
                System.out.printf("%-24s failed: %s%n", contender.title(), e.getMessage());
                passed = false;
            }
        }
        return passed;
    }

    private static Trial trial(int producers) {
        return new Trial(Workloads.confirmations(producers), Transport.VM, BODY_BYTES);
    }
}
