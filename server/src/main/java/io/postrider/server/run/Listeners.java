package io.postrider.server.run;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import io.postrider.broker.tcp.ClientCertificates;
import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import io.postrider.server.tls.ServerCertificates;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Locale;
import javax.net.ssl.SSLContext;

/** The one or two ports of a server: plain TCP and TLS. */
public final class Listeners implements AutoCloseable {
    private final ServerSettings settings;
    private final InetAddress plainAddress;
    private final InetAddress tlsAddress;
    private final SSLContext sslContext;
    private Acceptor plain;
    private Acceptor tls;

    /**
     * Checks the settings; nothing listens yet.
     *
     * @throws ConfigurationException if they contradict each other, or certificates cannot be read
     */
    Listeners(ServerSettings settings) throws ConfigurationException {
        this.settings = settings;
        boolean encrypts = settings.truth(ServerOption.TLS_ENABLED);
        plainAddress = settings.truth(ServerOption.LISTEN_ENABLED) ? address(ServerOption.LISTEN_ADDRESS) : null;
        tlsAddress = encrypts ? address(ServerOption.TLS_ADDRESS) : null;
        sslContext = encrypts ? ServerCertificates.sslContext(settings) : null;
        if (plainAddress == null && tlsAddress == null) {
            throw new ConfigurationException("the server would not listen at all: set "
                    + ServerOption.LISTEN_ENABLED.key() + " or " + ServerOption.TLS_ENABLED.key() + " to true");
        }
    }

    private InetAddress address(ServerOption option) throws ConfigurationException {
        try {
            return InetAddress.getByName(settings.text(option));
        } catch (UnknownHostException e) {
            throw new ConfigurationException(
                    settings.setting(option).source() + ": " + option.key() + ": the address \"" + settings.text(option)
                            + "\" is not known",
                    e);
        }
    }

    void start(Broker broker) throws IOException {
        if (plainAddress != null) {
            AcceptorSettings.Builder builder = common(broker).bindAddress(plainAddress);
            plain = listen(builder, ServerOption.LISTEN_PORT, broker);
        }
        if (tlsAddress != null) {
            String clients = settings.text(ServerOption.TLS_CLIENT_CERTIFICATES);
            AcceptorSettings.Builder builder = common(broker)
                    .bindAddress(tlsAddress)
                    .sslContext(sslContext)
                    .clientCertificates(ClientCertificates.valueOf(clients.toUpperCase(Locale.ROOT)));
            tls = listen(builder, ServerOption.TLS_PORT, broker);
        }
    }

    private Acceptor listen(AcceptorSettings.Builder builder, ServerOption port, Broker broker) throws IOException {
        try {
            return Acceptor.start(builder.port(settings.count(port)).build(), broker::accept);
        } catch (IOException e) {
            throw new IOException(e.getMessage() + "; is another server running? The option is " + port.key(), e);
        }
    }

    private AcceptorSettings.Builder common(Broker broker) {
        AcceptorSettings.Builder builder = AcceptorSettings.builder()
                .brokerName(broker.name())
                .maxConnections(settings.count(ServerOption.MAX_CONNECTIONS))
                .maxFrameBytes(settings.count(ServerOption.MAX_FRAME))
                .maxLoginFrameBytes(settings.count(ServerOption.MAX_LOGIN_FRAME))
                .maxPendingBytes(settings.count(ServerOption.MAX_PENDING))
                .loginTimeoutMillis(settings.count(ServerOption.LOGIN_TIMEOUT))
                .heartbeatMillis(settings.count(ServerOption.HEARTBEAT))
                .resumeMillis(settings.count(ServerOption.RESUME))
                .drainMillis(settings.count(ServerOption.DRAIN));
        int threads = settings.count(ServerOption.IO_THREADS);
        return threads == 0 ? builder : builder.ioThreads(threads);
    }

    /** Where it listens for plain TCP; empty if it does not. */
    public String plainUrl() {
        return plain == null ? "" : "tcp://" + host(plainAddress) + ":" + plain.port();
    }

    /** Where it listens for TLS; empty if it does not. */
    public String tlsUrl() {
        return tls == null ? "" : "ssl://" + host(tlsAddress) + ":" + tls.port();
    }

    /** As a client on this machine would write it. */
    private static String host(InetAddress address) {
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        return reachable instanceof Inet6Address ? "[" + reachable.getHostAddress() + "]" : reachable.getHostAddress();
    }

    ProcessNote note(String brokerName, String version, Path logFile) {
        return new ProcessNote(
                ProcessHandle.current().pid(),
                ProcessNote.startOfThisProcess(),
                brokerName,
                version,
                plain == null ? tlsUrl() : plainUrl(),
                tlsUrl(),
                logFile);
    }

    /** Stops listening; see {@link Acceptor#close}. */
    @Override
    public void close() {
        if (plain != null) {
            plain.close();
        }
        if (tls != null) {
            tls.close();
        }
    }
}
