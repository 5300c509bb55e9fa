package io.postrider.broker.core.management;

import io.postrider.protocol.link.ManagementReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** How verbs answer. */
final class Replies {
    private Replies() {}

    /** Without a row, once something is done. */
    static CompletionStage<ManagementReply> done(CompletionStage<?> stage) {
        return stage.thenApply(result -> new ManagementReply(List.of()));
    }

    /** With rows that are there. */
    static CompletionStage<ManagementReply> of(List<Map<String, Object>> rows) {
        return CompletableFuture.completedStage(new ManagementReply(rows));
    }

    /** With rows that come one by one, in the order of a column. */
    static CompletionStage<ManagementReply> sortedBy(String column, List<CompletionStage<Map<String, Object>>> stages) {
        CompletableFuture<?>[] all =
                stages.stream().map(CompletionStage::toCompletableFuture).toArray(CompletableFuture<?>[]::new);
        return CompletableFuture.allOf(all).thenApply(none -> {
            List<Map<String, Object>> rows = new ArrayList<>();
            stages.forEach(stage -> rows.add(stage.toCompletableFuture().join()));
            rows.sort(Comparator.comparing(row -> String.valueOf(row.get(column))));
            return new ManagementReply(rows);
        });
    }
}
