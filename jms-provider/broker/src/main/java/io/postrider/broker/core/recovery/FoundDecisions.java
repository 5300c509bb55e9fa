package io.postrider.broker.core.recovery;

import io.postrider.broker.core.record.CoreRecord;
import io.postrider.broker.core.record.KeptRecord;
import io.postrider.broker.core.store.MessageStore;
import io.postrider.broker.journal.RetainedRecord;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** What the journal tells of operators' decisions on branches, in whatever order. */
final class FoundDecisions {
    private final MessageStore store;
    private final Map<Long, Found> decided = new HashMap<>(0);
    private final Set<Long> forgotten = new HashSet<>(0);

    private record Found(CoreRecord.BranchDecided content, KeptRecord record) {}

    FoundDecisions(MessageStore store) {
        this.store = store;
    }

    RetainedRecord visit(CoreRecord record) {
        if (record instanceof CoreRecord.BranchForgotten end) {
            store.inUse(0, 0, end.branch());
            forgotten.add(end.branch());
            Found known = decided.remove(end.branch());
            store.releaseRecord(known == null ? null : known.record);
            return null;
        }
        CoreRecord.BranchDecided content = (CoreRecord.BranchDecided) record;
        store.inUse(0, 0, content.branch());
        if (forgotten.contains(content.branch())) {
            return null;
        }
        return decided.computeIfAbsent(content.branch(), key -> new Found(content, new KeptRecord())).record;
    }

    /** Tells all that are in force. */
    void forEach(BiConsumer<CoreRecord.BranchDecided, KeptRecord> visitor) {
        decided.values().forEach(found -> visitor.accept(found.content, found.record));
    }
}
