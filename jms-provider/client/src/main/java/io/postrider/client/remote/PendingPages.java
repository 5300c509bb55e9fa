package io.postrider.client.remote;

import io.postrider.client.remote.PendingCommands.PendingCommand;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A {@code browse}, whose answer may come in several frames. The reading thread alone touches its list. */
final class PendingPages implements PendingCommand {
    private final CompletableFuture<List<Delivery>> future = new CompletableFuture<>();
    private final List<Delivery> messages = new ArrayList<>();

    /** Done with all messages. Their tags count from 1 in each answer: a browser's messages are not acknowledged. */
    CompletionStage<List<Delivery>> stage() {
        return future;
    }

    @Override
    public boolean answered(Frame.Answer answer) {
        if (!(answer instanceof Frame.Page page)) {
            throw new MalformedMessageException("an answer of type " + answer.type() + " where PAGE is due");
        }
        for (Frame.PageEntry entry : page.entries()) {
            messages.add(new Delivery(messages.size() + 1L, entry.message(), entry.deliveryCount()));
        }
        if (!page.moreFollows()) {
            future.complete(List.copyOf(messages));
        }
        return !page.moreFollows();
    }

    @Override
    public void failed(BrokerException cause) {
        future.completeExceptionally(cause);
    }
}
