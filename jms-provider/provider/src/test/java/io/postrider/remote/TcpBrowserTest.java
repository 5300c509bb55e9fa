package io.postrider.remote;

import io.postrider.broker.link.BrowserContract;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;

class TcpBrowserTest extends BrowserContract {
    private final TcpBroker broker = new TcpBroker();

    @Override
    protected void startBroker() throws Exception {
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
