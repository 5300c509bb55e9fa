package io.postrider.client.remote;

import io.postrider.client.remote.PendingCommands.PendingCommand;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ManagementReply;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A {@code manage}, whose answer may come in several frames. The reading thread alone touches its list. */
final class PendingRows implements PendingCommand {
    private final CompletableFuture<ManagementReply> future = new CompletableFuture<>();
    private final List<Map<String, Object>> rows = new ArrayList<>();

    /** Done with all rows. */
    CompletionStage<ManagementReply> stage() {
        return future;
    }

    @Override
    public boolean answered(Frame.Answer answer) {
        if (!(answer instanceof Frame.Managed managed)) {
            throw new MalformedMessageException("an answer of type " + answer.type() + " where MANAGED is due");
        }
        rows.addAll(managed.reply().rows());
        if (!managed.moreFollows()) {
            future.complete(new ManagementReply(rows));
        }
        return !managed.moreFollows();
    }

    @Override
    public void failed(BrokerException cause) {
        future.completeExceptionally(cause);
    }
}
