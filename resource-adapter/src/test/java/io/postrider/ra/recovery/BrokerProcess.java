package io.postrider.ra.recovery;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A broker that listens on a port, as a process. Arguments: a directory, and the port, 0 for any. */
final class BrokerProcess {
    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        Broker broker = Broker.named("elsewhere")
                .dataDirectory(Path.of(arguments[0], "broker"))
                .guests(true)
                .start();
        AcceptorSettings settings = AcceptorSettings.builder()
                .port(Integer.parseInt(arguments[1]))
                .brokerName(broker.name())
                .build();
        Acceptor acceptor = Acceptor.start(settings, broker::accept);
        System.out.println(acceptor.port());
        new CountDownLatch(1).await();
    }
}
