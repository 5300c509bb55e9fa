package io.postrider.tck.porting;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.protocol.link.BrokerException;
import java.io.IOException;
import java.net.InetAddress;
import javax.naming.ConfigurationException;
import javax.naming.NamingException;
import javax.naming.ServiceUnavailableException;

/** The broker of this VM that the TCK is run against. It starts with the first question for its address, and ends with the VM. */
final class TckBroker {
    private static final String NAME = "tck";

    /** The forks begin together, and each checks its first password then: on a busy machine that takes long, on either side. */
    private static final int LOGIN_MILLIS = 60_000;

    /** Where this VM's broker is to be reached: a property of the VM, as the broker is one, whoever's class loader asks. */
    private static final String ADDRESS = "postrider.tck.address";

    private TckBroker() {}

    /**
     * The address of the broker for connection factories, by the link that the system property {@code tck.link} names.
     *
     * @throws ConfigurationException if {@code tck.link} is neither {@code vm} nor {@code tcp}
     * @throws ServiceUnavailableException if the broker cannot be started
     */
    static synchronized String address() throws NamingException {
        String address = System.getProperty(ADDRESS);
        if (address == null) {
            String link = System.getProperty("tck.link", "vm");
            if (!link.equals("vm") && !link.equals("tcp")) {
                throw new ConfigurationException("tck.link=" + link + " is neither vm nor tcp");
            }
            try {
                address = start(link.equals("tcp"));
                System.setProperty(ADDRESS, address);
            } catch (BrokerException | IOException e) {
                ServiceUnavailableException failure =
                        new ServiceUnavailableException("the TCK's broker cannot be started: " + e.getMessage());
                failure.initCause(e);
                throw failure;
            }
        }
        return address;
    }

    private static String start(boolean listens) throws BrokerException, IOException {
        Broker broker = Broker.named(NAME)
                .journal("memory")
                .user(TckContextFactory.USER, TckContextFactory.PASSWORD)
                .guests(true)
                .start();
        if (!listens) {
            return "vm://" + NAME + "?create=false";
        }
        // never closed: several forks run side by side, each with a port of its own until its VM ends
        Acceptor acceptor = Acceptor.start(
                AcceptorSettings.builder()
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .port(0)
                        .brokerName(NAME)
                        .loginTimeoutMillis(LOGIN_MILLIS)
                        .build(),
                broker::accept);
        return "tcp://127.0.0.1:" + acceptor.port() + "?transport.connectTimeoutMillis=" + LOGIN_MILLIS;
    }
}
