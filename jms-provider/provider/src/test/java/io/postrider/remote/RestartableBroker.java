package io.postrider.remote;

import io.postrider.broker.core.BrokerCore;
import io.postrider.broker.core.BrokerSettings;
import io.postrider.broker.core.ReplayedJournals;
import io.postrider.broker.policy.PolicyRules;
import io.postrider.broker.security.Credentials;
import io.postrider.broker.security.SecuritySettings;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.broker.vm.VmBrokers;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.IntFunction;

/**
 * A broker that dies and is started again on the same store, behind a proxy whose port stays the same. It dies as a process does: what was
 * not committed is gone, and nobody is told anything.
 */
final class RestartableBroker implements AutoCloseable {
    private static final String NAME = "restartable";

    private final ReplayedJournals store = new ReplayedJournals();
    private final BrokerSettings settings = VmBrokers.defaults(NAME)
            .withPolicies(PolicyRules.none().with("> maxDeliveryAttempts=1000"))
            .withSecurity(SecuritySettings.defaults().withGuests(true));
    private final List<Acceptor> acceptors = new ArrayList<>();
    private final FaultyProxy proxy;
    private BrokerCore core;
    private int restarts;
    private boolean spared;

    /**
     * Started.
     *
     * @param plan what is done to which connection, counted from 0; null for nothing
     */
    RestartableBroker(IntFunction<FaultyProxy.Fault> plan) throws Exception {
        start();
        proxy = new FaultyProxy(acceptors.get(0).port(), plan);
    }

    private void start() throws Exception {
        core = BrokerCore.start(settings, store);
        BrokerCore mine = core;
        AcceptorSettings listening = AcceptorSettings.builder()
                .port(0)
                .brokerName(NAME)
                .drainMillis(1)
                .build();
        acceptors.add(Acceptor.start(listening, (request, certificate, events) -> open(mine, request, events)));
    }

    private static CompletionStage<BrokerLink> open(BrokerCore core, ConnectRequest request, LinkEvents events) {
        Credentials credentials = new Credentials(
                request.userName(), request.password(), request.address().target(), null);
        try {
            return CompletableFuture.completedStage(core.connect(credentials, request, events));
        } catch (BrokerException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    FaultyProxy proxy() {
        return proxy;
    }

    /** A link within this VM to the broker of the moment. */
    synchronized BrokerLink connect(LinkEvents events) throws BrokerException {
        return core.connect(new ConnectRequest(null, null, null, null), events);
    }

    /** It dies, and another one starts. */
    synchronized void restart() {
        if (spared) {
            return;
        }
        try {
            proxy.refuse();
            start();
            proxy.lead(acceptors.get(acceptors.size() - 1).port());
            restarts++;
        } catch (Exception e) {
            throw new AssertionError("the broker cannot be started again", e);
        }
    }

    /** The next answer gets lost, and the broker dies and is started again. */
    void loseNextAnswerAndRestart() {
        proxy.whenHarmed(this::restart);
        proxy.deafenClients();
    }

    /** From now on it lives: a connection that is closed may still say something, which a fault has waited for. */
    synchronized void spare() {
        spared = true;
    }

    synchronized int restarts() {
        return restarts;
    }

    /** It dies, and none is started. */
    synchronized void die() throws IOException {
        proxy.refuse();
    }

    @Override
    public synchronized void close() throws IOException {
        proxy.close();
        acceptors.forEach(Acceptor::close);
        core.stop();
    }
}
