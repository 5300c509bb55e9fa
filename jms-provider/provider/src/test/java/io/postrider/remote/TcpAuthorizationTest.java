package io.postrider.remote;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.management.AuthorizationTest;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.remote.RemoteConnector;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.link.Permission;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;

/** The same permissions over TCP. */
class TcpAuthorizationTest extends AuthorizationTest {
    private Acceptor acceptor;

    @Override
    protected void started(Broker running) {
        try {
            acceptor = Acceptor.start(AcceptorSettings.builder().port(0).build(), running::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stopListening() {
        acceptor.close();
    }

    /** Links take longer here: just what is needed, all but one of it, and all that is not needed. */
    @Override
    protected boolean isTried(Set<Permission> needed, Set<Permission> permissions) {
        long present = needed.stream().filter(permissions::contains).count();
        int others = permissions.size() - (int) present;
        boolean justNeeded = others == 0 && present >= needed.size() - 1;
        boolean allOthers = others == Permission.values().length - needed.size() && present == needed.size() - 1;
        return justNeeded || allOthers;
    }

    @Override
    protected BrokerLink open(Broker running, ConnectRequest request, LinkEvents events) {
        return Awaited.of(new RemoteConnector()
                .connect(
                        new ConnectRequest(
                                LinkAddress.parse("tcp://127.0.0.1:" + acceptor.port()),
                                request.userName(),
                                request.password(),
                                request.clientId()),
                        events));
    }
}
