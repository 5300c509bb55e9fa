package io.postrider.broker.vm;

import io.postrider.broker.Broker;
import io.postrider.broker.link.Awaited;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkAddress;
import io.postrider.protocol.link.LinkEvents;

/** A broker in memory that contracts reach by its address. */
final class VmBroker {
    private static final String NAME = "contract";

    private Broker broker;

    void start() throws BrokerException {
        broker = Broker.named(NAME).journal("memory").start();
    }

    void stop() {
        broker.close();
    }

    BrokerLink open(ConnectRequest request, LinkEvents events) {
        ConnectRequest complete = new ConnectRequest(
                LinkAddress.parse("vm://" + NAME), request.userName(), request.password(), request.clientId());
        return Awaited.of(new VmConnector().connect(complete, events));
    }
}
