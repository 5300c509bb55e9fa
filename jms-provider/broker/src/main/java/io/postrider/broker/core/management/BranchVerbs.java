package io.postrider.broker.core.management;

import io.postrider.broker.core.transaction.Branches;
import io.postrider.protocol.link.BranchId;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementReply;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** The verbs on branches of distributed transactions that wait. Safe for all threads. */
final class BranchVerbs {
    private final Branches branches;

    BranchVerbs(Branches branches) {
        this.branches = branches;
    }

    CompletionStage<ManagementReply> list() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (Branches.Waiting waiting : branches.waiting()) {
            String state = waiting.decision() == null
                    ? "in doubt"
                    : waiting.decision() ? "committed by an operator" : "rolled back by an operator";
            rows.add(Row.of("branch", waiting.id().toString())
                    .and("state", state)
                    .values());
        }
        return Replies.of(rows);
    }

    CompletionStage<ManagementReply> decide(String branch, boolean commit) throws BrokerException {
        return Replies.done(branches.decide(parse(branch), commit));
    }

    CompletionStage<ManagementReply> forget(String branch) throws BrokerException {
        return Replies.done(branches.forget(parse(branch)));
    }

    /** Reads what {@link BranchId#toString} wrote. */
    private static BranchId parse(String text) throws BrokerException {
        String[] parts = text.split(":", -1);
        try {
            if (parts.length == 3) {
                HexFormat hex = HexFormat.of();
                return new BranchId(
                        Integer.parseUnsignedInt(parts[0], 16), hex.parseHex(parts[1]), hex.parseHex(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw new BrokerException(
                    BrokerError.INVALID_REQUEST, "\"" + text + "\" is no branch: " + e.getMessage(), e);
        }
        throw Arguments.invalid("\"" + text + "\" is no branch: three parts are expected, with colons between them");
    }
}
