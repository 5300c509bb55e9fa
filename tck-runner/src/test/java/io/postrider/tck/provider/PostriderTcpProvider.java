package io.postrider.tck.provider;

import io.postrider.broker.BrokerBuilder;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.protocol.link.BrokerException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Postrider over TCP. */
public final class PostriderTcpProvider extends PostriderProvider {
    /** Many classes begin together, and each checks its first password then: on a busy machine that takes long, on either side. */
    private static final int LOGIN_MILLIS = 60_000;

    private Acceptor acceptor;

    @Override
    public String name() {
        return "Postrider, tcp://";
    }

    @Override
    void start(BrokerBuilder builder) throws BrokerException {
        super.start(builder);
        try {
            acceptor = Acceptor.start(
                    AcceptorSettings.builder()
                            .port(0)
                            .loginTimeoutMillis(LOGIN_MILLIS)
                            .build(),
                    broker()::accept);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    String url() {
        return "tcp://127.0.0.1:" + acceptor.port() + "?transport.connectTimeoutMillis=" + LOGIN_MILLIS;
    }

    @Override
    public void stop() {
        acceptor.close();
        super.stop();
    }
}
