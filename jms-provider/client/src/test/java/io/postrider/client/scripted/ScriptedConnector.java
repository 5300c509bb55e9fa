package io.postrider.client.scripted;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkConnector;
import io.postrider.protocol.link.LinkEvents;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Connects {@code scripted://name} to the {@link ScriptedBroker} that a test has put up under that name. */
public final class ScriptedConnector implements LinkConnector {
    private static final Map<String, ScriptedBroker> BROKERS = new ConcurrentHashMap<>();

    /** Puts a broker up. */
    public static ScriptedBroker broker(String name) {
        ScriptedBroker broker = new ScriptedBroker();
        BROKERS.put(name, broker);
        return broker;
    }

    @Override
    public Set<String> schemes() {
        return Set.of("scripted");
    }

    @Override
    public CompletionStage<BrokerLink> connect(ConnectRequest request, LinkEvents events) {
        ScriptedBroker broker = BROKERS.get(request.address().target());
        broker.commands.add("connect " + request.userName() + "/" + request.password() + " as " + request.clientId()
                + " with " + request.address().options());
        if ("invalid".equals(request.password())) {
            return CompletableFuture.failedFuture(
                    new BrokerException(BrokerError.NOT_AUTHENTICATED, "user and password do not fit"));
        }
        return CompletableFuture.completedFuture(new ScriptedLink(broker, events));
    }
}
