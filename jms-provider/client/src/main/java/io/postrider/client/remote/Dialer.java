package io.postrider.client.remote;

import io.postrider.protocol.link.BrokerError;
import io.postrider.protocol.link.BrokerException;
import io.postrider.protocol.link.ConnectRequest;
import io.postrider.protocol.message.MalformedMessageException;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameEncoder;
import io.postrider.protocol.wire.FrameType;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.net.ssl.SSLSocket;

/** Opens transports to one broker, and leads the talk up to where a link begins or goes on. For one thread at a time. */
final class Dialer {
    /** What a broker says before a link is open is short; a longer frame comes from a stranger. */
    private static final int MAX_FRAME_BYTES = 64 * 1024;

    private static final String PRODUCT = "Postrider client";

    private final TransportSettings settings;
    private final SilenceWatch silence;

    /** @param silence watches each transport from its beginning */
    Dialer(TransportSettings settings, SilenceWatch silence) {
        this.settings = settings;
        this.silence = silence;
    }

    /** A new link's first transport, with what the broker said. */
    record Opened(Transport transport, Frame.Welcome welcome, Frame.LoggedIn loggedIn) {}

    /** A link's next transport, with how many frames the broker has received. */
    record Reopened(Transport transport, long receivedFrames) {}

    /**
     * Opens a link. Blocks for as long as the settings permit.
     *
     * @param formerToken of the link that this one takes the place of; null where the client repeats nothing
     * @throws BrokerException {@link BrokerError#BROKER_UNAVAILABLE} if nobody answers there, or what the broker refuses with
     */
    Opened open(ConnectRequest request, byte[] formerToken) throws BrokerException {
        return dial(transport -> {
            Frame.Welcome welcome = greet(transport);
            if (formerToken != null) {
                say(transport, new Frame.TakeOver(formerToken));
            }
            say(
                    transport,
                    new Frame.Login(
                            request.userName(),
                            request.password(),
                            request.clientId(),
                            settings.heartbeatMillis(),
                            settings.wantedResumeMillis()));
            silence.watch(transport, settings.loginTimeoutMillis());
            Frame.LoggedIn loggedIn = expect(transport, Frame.LoggedIn.class);
            silence.watch(transport, silenceMillis(loggedIn.heartbeatMillis()));
            return new Opened(transport, welcome, loggedIn);
        });
    }

    /**
     * Goes on with a link whose transport broke.
     *
     * @param received how many frames this side has
     * @throws BrokerException {@link BrokerError#BROKER_UNAVAILABLE} if nobody answers, so that trying again makes sense; any
     *     other error is the broker's refusal
     */
    Reopened reopen(Frame.LoggedIn link, long received) throws BrokerException {
        return dial(transport -> {
            greet(transport);
            say(transport, new Frame.Resume(link.resumeToken(), received));
            Frame.Resumed resumed = expect(transport, Frame.Resumed.class);
            silence.watch(transport, silenceMillis(link.heartbeatMillis()));
            return new Reopened(transport, resumed.receivedFrames());
        });
    }

    /** After so much silence the other side is given up: two missed heart-beats and a half. */
    private static int silenceMillis(int heartbeatMillis) {
        return (int) Math.min(Integer.MAX_VALUE, heartbeatMillis * 5L / 2);
    }

    private interface Talk<T> {
        T over(Transport transport) throws IOException, BrokerException;
    }

    private <T> T dial(Talk<T> talk) throws BrokerException {
        Transport transport = null;
        boolean done = false;
        try {
            transport = connect();
            T result = talk.over(transport);
            done = true;
            return result;
        } catch (IOException | GeneralSecurityException | MalformedMessageException e) {
            throw new BrokerException(
                    BrokerError.BROKER_UNAVAILABLE,
                    "no broker can be reached at " + settings.hostAndPort() + ": " + reason(e),
                    e);
        } catch (IllegalArgumentException e) {
            throw new BrokerException(BrokerError.INVALID_ADDRESS, e.getMessage(), e);
        } finally {
            if (!done && transport != null) {
                transport.abort();
            }
        }
    }

    private static String reason(Exception e) {
        return e.getMessage() == null || e instanceof java.net.UnknownHostException ? e.toString() : e.getMessage();
    }

    private Transport connect() throws IOException, GeneralSecurityException {
        Socket plain = connectToAny(InetAddress.getAllByName(settings.host()));
        boolean done = false;
        try {
            plain.setTcpNoDelay(true);
            Transport transport = new Transport(plain, settings.tls() == null ? plain : encrypted(plain));
            silence.watch(transport, settings.connectTimeoutMillis());
            done = true;
            return transport;
        } finally {
            if (!done) {
                plain.close();
            }
        }
    }

    private Socket connectToAny(InetAddress[] addresses) throws IOException {
        IOException failure = null;
        for (InetAddress address : addresses) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, settings.port()), settings.connectTimeoutMillis());
                return socket;
            } catch (IOException e) {
                socket.close();
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure;
    }

    private SSLSocket encrypted(Socket plain) throws IOException, GeneralSecurityException {
        SSLSocket socket =
                (SSLSocket) settings.tls().socketFactory().createSocket(plain, settings.host(), settings.port(), true);
        socket.setSSLParameters(settings.tls().applyTo(socket.getSSLParameters()));
        plain.setSoTimeout(settings.connectTimeoutMillis());
        socket.startHandshake();
        plain.setSoTimeout(0);
        return socket;
    }

    private static Frame.Welcome greet(Transport transport) throws IOException, BrokerException {
        say(transport, new Frame.Hello(FrameType.OLDEST_VERSION, FrameType.NEWEST_VERSION, PRODUCT));
        return expect(transport, Frame.Welcome.class);
    }

    private static void say(Transport transport, Frame frame) throws IOException {
        transport.write(List.of(FrameEncoder.encode(frame)));
    }

    private static <F extends Frame> F expect(Transport transport, Class<F> expected)
            throws IOException, BrokerException {
        Frame frame = transport.read(MAX_FRAME_BYTES);
        if (frame instanceof Frame.Refused refused) {
            throw new BrokerException(refused.error(), refused.message());
        }
        if (!expected.isInstance(frame)) {
            throw new MalformedMessageException(
                    "a frame of type " + frame.type() + " came instead of a " + expected.getSimpleName());
        }
        return expected.cast(frame);
    }
}
