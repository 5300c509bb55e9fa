package io.postrider.server.command;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.broker.BrokerStatus;
import io.postrider.broker.JournalRepair;
import io.postrider.protocol.link.BrokerException;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.output.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Verifies the journal of a stopped server. */
@Command(
        name = "check",
        description = {
            "Reads all of a stopped server's journal and says what it holds; or, where it is damaged, which places are, and what"
                    + " is lost. Reads a copy first, for which there has to be as much free space as the journal takes.",
            "Exit code 0 if every record is whole, 1 if not."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin
    private JournalOption chosen;

    @Mixin
    private OutputOptions output;

    @Override
    public Integer call() throws ConfigurationException, CommandFailure {
        Path journal = chosen.directory();
        if (!Files.isDirectory(journal)) {
            throw new CommandFailure("there is no journal in " + journal);
        }
        Output out = output.open();
        BrokerStatus status;
        try {
            JournalRepair.Report report = new JournalRepair(journal).examine();
            if (report.damagedPlaces() > 0) {
                out.record(DamageText.row(journal, report));
                out.say("Nothing was changed. 'repair' takes over what is whole.");
                return 1;
            }
        } catch (BrokerException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        try (Broker broker =
                Postrider.broker().name("check").dataDirectory(journal).start()) {
            status = broker.status();
        } catch (BrokerException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        out.record(row(journal, status));
        return status.journalStatus().damagedRecords() == 0 ? 0 : 1;
    }

    private static Map<String, Object> row(Path journal, BrokerStatus status) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("journal", journal);
        row.put("broker-id", status.brokerId());
        row.put("records", status.journalStatus().retainedRecords());
        row.put("damaged-records", status.journalStatus().damagedRecords());
        row.put("store-bytes", status.journalStatus().storeBytes());
        row.put("prepared-branches", status.preparedBranches());
        List<BrokerStatus.Queue> queues = status.queues().stream()
                .sorted(Comparator.comparing(BrokerStatus.Queue::name))
                .toList();
        for (BrokerStatus.Queue queue : queues) {
            row.put(queue.name(), queue.depth());
        }
        return row;
    }
}
