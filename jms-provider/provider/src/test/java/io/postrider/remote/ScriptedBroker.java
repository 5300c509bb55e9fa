package io.postrider.remote;

import io.postrider.broker.tcp.LinkOpener;
import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A broker of one page, behind the port: every link it opens writes down what it is asked, in order. */
final class ScriptedBroker implements LinkOpener {
    static final String WRONG_PASSWORD = "wrong";

    private final List<ScriptedLink> links = new CopyOnWriteArrayList<>();

    @Override
    public CompletionStage<BrokerLink> open(ConnectRequest request, String certificateName, LinkEvents events) {
        if (WRONG_PASSWORD.equals(request.password())) {
            return CompletableFuture.failedStage(
                    new BrokerException(BrokerError.NOT_AUTHENTICATED, "user " + request.userName() + " is not known"));
        }
        ScriptedLink link = new ScriptedLink(request, certificateName, events);
        links.add(link);
        return CompletableFuture.completedStage(link);
    }

    /** All links it opened, closed ones too. */
    List<ScriptedLink> links() {
        return links;
    }

    /** The only link it opened. */
    ScriptedLink link() {
        if (links.size() != 1) {
            throw new AssertionError(links.size() + " links were opened, not one");
        }
        return links.get(0);
    }
}
