package io.postrider.server.command;

import io.postrider.broker.JournalRepair;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What is said of a journal's damage. */
final class DamageText {
    private static final int TOLD_PLACES = 100;

    private DamageText() {}

    static Map<String, Object> row(Path journal, JournalRepair.Report report) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("journal", journal);
        row.put("records", report.records());
        row.put("damaged-records", report.damagedPlaces());
        row.put("lost-blocks", report.lostBlocks());
        row.put("damaged-unknown", report.unknownRecords());
        report.lostMessages().forEach((name, count) -> row.put("lost " + name, count));
        report.returningMessages().forEach((name, count) -> row.put("may come again " + name, count));
        for (int i = 0; i < Math.min(TOLD_PLACES, report.places().size()); i++) {
            row.put("damage-" + (i + 1), report.places().get(i));
        }
        return row;
    }
}
