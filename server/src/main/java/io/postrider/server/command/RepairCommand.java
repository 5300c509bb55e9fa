package io.postrider.server.command;

import io.postrider.broker.JournalRepair;
import io.postrider.protocol.link.BrokerException;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.output.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Takes what is whole of a stopped server's journal over into a new one. */
@Command(
        name = "repair",
        description = {
            "Writes all records of a stopped server's journal that are whole to a new journal, puts that in its place, and keeps"
                    + " the damaged one beside it. Says which places were damaged, and how many messages are lost, by destination.",
            "Needs twice the free space that the journal takes; with --dry-run, once.",
            "Exit code 0 if every record is whole, 1 if not."
        })
final class RepairCommand implements Callable<Integer> {
    @Mixin
    private JournalOption chosen;

    @Option(names = "--dry-run", description = "change nothing, and say what would be done")
    private boolean dryRun;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure {
        Path journal = chosen.directory();
        JournalRepair repair = new JournalRepair(journal);
        JournalRepair.Report report;
        try {
            report = repair.examine();
            if (!dryRun && report.damagedPlaces() > 0) {
                report = repair.repair();
            }
        } catch (BrokerException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        Output out = output.open();
        out.record(DamageText.row(journal, report));
        out.say(outcome(report));
        return report.damagedPlaces() == 0 ? 0 : 1;
    }

    private String outcome(JournalRepair.Report report) {
        if (report.damagedPlaces() == 0) {
            return "Every record is whole: there is nothing to repair.";
        }
        return dryRun
                ? "Nothing was changed. A repair takes over the " + report.records() + " records that are whole."
                : "The " + report.records()
                        + " records that are whole are in the new journal; the damaged one is beside it.";
    }
}
