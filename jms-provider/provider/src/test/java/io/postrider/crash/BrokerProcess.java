package io.postrider.crash;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import java.nio.file.Path;

/** A broker in a process of its own, until it is killed. Arguments: data directory, port. */
final class BrokerProcess {
    static final String READY = "broker is ready";

    private BrokerProcess() {}

    public static void main(String[] arguments) throws Exception {
        Broker broker = Broker.named("crash")
                .dataDirectory(Path.of(arguments[0]))
                .guests(true)
                .start();
        Acceptor.start(
                AcceptorSettings.builder().port(Integer.parseInt(arguments[1])).build(), broker::accept);
        System.out.println(READY);
        Thread.currentThread().join();
    }
}
