package io.postrider.broker.vm;

import io.postrider.broker.link.ConnectionContract;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;

class VmConnectionTest extends ConnectionContract {
    private final VmBroker broker = new VmBroker();

    @Override
    protected void startBroker() throws BrokerException {
        broker.start();
    }

    @Override
    protected void stopBroker() {
        broker.stop();
    }

    @Override
    protected BrokerLink open(ConnectRequest request, LinkEvents events) {
        return broker.open(request, events);
    }
}
