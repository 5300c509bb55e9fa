package io.postrider.remote;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.remote.RemoteConnector;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;

/** A broker in memory that contracts reach over TCP. */
final class TcpBroker {
    private static final String NAME = "tcp-contract";

    private Broker broker;
    private Acceptor acceptor;

    void start() throws Exception {
        broker = Broker.named(NAME).journal("memory").guests(true).start();
        AcceptorSettings settings =
                AcceptorSettings.builder().port(0).brokerName(NAME).build();
        acceptor = Acceptor.start(settings, broker::accept);
    }

    int port() {
        return acceptor.port();
    }

    void stop() {
        acceptor.close();
        broker.close();
    }

    BrokerLink open(ConnectRequest request, LinkEvents events) {
        ConnectRequest complete = new ConnectRequest(
                LinkAddress.parse("tcp://127.0.0.1:" + acceptor.port()),
                request.userName(),
                request.password(),
                request.clientId());
        return Awaited.of(new RemoteConnector().connect(complete, events));
    }
}
