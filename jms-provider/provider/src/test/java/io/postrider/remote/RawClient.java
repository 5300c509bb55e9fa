package io.postrider.remote;

import io.postrider.protocol.message.ByteReader;
import io.postrider.protocol.wire.EncodedFrame;
import io.postrider.protocol.wire.Frame;
import io.postrider.protocol.wire.FrameDecoder;
import io.postrider.protocol.wire.FrameEncoder;
import io.postrider.protocol.wire.FrameType;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;

/** A client that says exactly what it is told to, right or wrong. */
final class RawClient implements Closeable {
    private static final int GUARD_MILLIS = 60_000;

    private final Socket socket;
    private final DataInputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(GUARD_MILLIS);
        in = new DataInputStream(socket.getInputStream());
    }

    RawClient say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawClient say(Frame frame) throws IOException {
        return say(bytes(frame));
    }

    static byte[] bytes(Frame frame) {
        EncodedFrame encoded = FrameEncoder.encode(frame);
        byte[] bytes = new byte[encoded.totalBytes()];
        System.arraycopy(encoded.start(), 0, bytes, 0, encoded.start().length);
        System.arraycopy(encoded.body(), 0, bytes, encoded.start().length, encoded.body().length);
        return bytes;
    }

    Frame hear() throws IOException {
        byte[] frame = in.readNBytes(in.readInt());
        ByteReader reader = new ByteReader(frame);
        FrameType type = FrameType.ofCode(reader.readUnsignedByte());
        byte[] head = reader.readRaw(reader.readInt());
        return FrameDecoder.decode(type, head, reader.readRaw(reader.remaining()));
    }

    /** The next frame of a type; what comes before it is passed over. */
    <T extends Frame> T hearUntil(Class<T> type) throws IOException {
        Frame heard = hear();
        while (!type.isInstance(heard)) {
            heard = hear();
        }
        return type.cast(heard);
    }

    /** Logs in, with no heart-beats and no resuming. */
    RawClient login() throws IOException {
        login(0, 0);
        return this;
    }

    Frame.LoggedIn login(int heartbeatMillis, int resumeMillis) throws IOException {
        say(new Frame.Hello(1, 1, "raw")).hear();
        say(new Frame.Login(null, null, null, heartbeatMillis, resumeMillis));
        return (Frame.LoggedIn) hear();
    }

    /** Whether the broker closes the connection, after whatever it says first. */
    boolean isClosedByBroker() throws IOException {
        try {
            while (in.read() >= 0) {
                // what was on its way
            }
            return true;
        } catch (SocketException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
