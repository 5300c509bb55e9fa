package io.postrider.benchmarks.provider;

import io.postrider.Postrider;
import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.XAConnectionFactory;
import java.nio.file.Path;

/** Postrider: the broker in this VM, its journal on Derby, with its defaults. */
public final class PostriderProvider implements Provider {

    @Override
    public void startBroker(Path folder, Store store, int port) throws Exception {
        Broker broker = Postrider.broker()
                .name("bench")
                .dataDirectory(folder)
                .guests(true)
                .start();
        if (port != IN_VM) {
            Acceptor.start(AcceptorSettings.builder().port(port).build(), broker::accept);
        }
    }

    private static PostriderConnectionFactory factory(int port) {
        return new PostriderConnectionFactory(port == IN_VM ? "vm://bench?create=false" : "tcp://127.0.0.1:" + port);
    }

    @Override
    public ConnectionFactory connectionFactory(int port) {
        return factory(port);
    }

    @Override
    public XAConnectionFactory xaConnectionFactory(int port) {
        return factory(port);
    }
}
