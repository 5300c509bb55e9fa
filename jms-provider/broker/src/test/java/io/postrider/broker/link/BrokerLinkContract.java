package io.postrider.broker.link;

import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.BrokerLink;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.link.LinkEvents;
import io.postrider.protocol.message.DestinationName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * The ground of all contracts of {@link BrokerLink}: a new broker for each test, and links to it. Who carries links extends
 * each of the contracts beside this class and says how to open one.
 */
public abstract class BrokerLinkContract {
    protected static final DestinationName ORDERS = DestinationName.queue("orders");
    protected static final DestinationName PRICES = DestinationName.topic("prices");

    private final List<TestLink> links = new ArrayList<>();
    protected TestLink link;

    /** Starts a broker with an empty store. */
    protected abstract void startBroker() throws Exception;

    /** Stops it. */
    protected abstract void stopBroker() throws Exception;

    /** Opens a link to it; the request's address is not set. */
    protected abstract BrokerLink open(ConnectRequest request, LinkEvents events) throws BrokerException;

    @BeforeEach
    void start() throws Exception {
        startBroker();
        link = connect(null);
    }

    @AfterEach
    void stop() throws Exception {
        for (TestLink one : links) {
            Awaited.of(one.link().close());
        }
        stopBroker();
    }

    /** A further link, with or without a client identifier. */
    protected TestLink connect(String clientId) throws BrokerException {
        TestLink made = new TestLink();
        made.on(open(new ConnectRequest(null, null, null, clientId), made));
        links.add(made);
        return made;
    }
}
