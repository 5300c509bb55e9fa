package io.postrider.broker.tcp;

import java.net.InetAddress;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/** Where an acceptor listens and what it permits. Immutable; made with {@link #builder}. */
public final class AcceptorSettings {
    /** More serve nobody faster: what is slow does not run in these threads. */
    private static final int MOST_IO_THREADS = 4;

    /** Where a broker listens unless told otherwise; unassigned by IANA. */
    public static final int DEFAULT_PORT = 4577;

    /** Where a broker listens for TLS unless told otherwise; unassigned by IANA. */
    public static final int DEFAULT_TLS_PORT = 4578;

    private final Builder values;

    private AcceptorSettings(Builder values) {
        this.values = values;
    }

    /** A builder with the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** For logs: the broker's name. */
    public String brokerName() {
        return values.brokerName;
    }

    /** The address to listen on. */
    public InetAddress bindAddress() {
        return values.bindAddress;
    }

    /** The port to listen on; 0 for any that is free. */
    public int port() {
        return values.port;
    }

    /** The certificates for TLS, or null for plain TCP. */
    public SSLContext sslContext() {
        return values.sslContext;
    }

    /** Whether clients show certificates. */
    public ClientCertificates clientCertificates() {
        return values.clientCertificates;
    }

    /** The longest frame accepted before a login, in bytes. */
    public int maxLoginFrameBytes() {
        return values.maxLoginFrameBytes;
    }

    /** The longest frame accepted after it, in bytes; this bounds the size of a message. */
    public int maxFrameBytes() {
        return values.maxFrameBytes;
    }

    /** How long a connection may take to log in. */
    public int loginTimeoutMillis() {
        return values.loginTimeoutMillis;
    }

    /** The longest silence on either side; 0 to leave it to the client. */
    public int heartbeatMillis() {
        return values.heartbeatMillis;
    }

    /** How long a link is kept without a connection, to be resumed; 0 for not at all. */
    public int resumeMillis() {
        return values.resumeMillis;
    }

    /** How many bytes of unanswered sends of one link make the acceptor stop reading from it. */
    public int maxPendingBytes() {
        return values.maxPendingBytes;
    }

    /** How many connections there may be at a time. */
    public int maxConnections() {
        return values.maxConnections;
    }

    /** How long closing waits for commands under way to be answered. */
    public int drainMillis() {
        return values.drainMillis;
    }

    /** How many threads serve the sockets. */
    public int ioThreads() {
        return values.ioThreads;
    }

    /** Collects settings. For one thread; not to be used after {@link #build}. */
    public static final class Builder {
        private String brokerName = "broker";
        private InetAddress bindAddress = InetAddress.getLoopbackAddress();
        private int port = DEFAULT_PORT;
        private SSLContext sslContext;
        private ClientCertificates clientCertificates = ClientCertificates.IGNORED;
        private int maxLoginFrameBytes = 4 * 1024;
        private int maxFrameBytes = 64 * 1024 * 1024;
        private int loginTimeoutMillis = 10_000;
        private int heartbeatMillis = 10_000;
        private int resumeMillis = 15_000;
        private int maxPendingBytes = 32 * 1024 * 1024;
        private int maxConnections = 10_000;
        private int drainMillis = 5_000;
        private int ioThreads =
                Math.max(1, Math.min(MOST_IO_THREADS, Runtime.getRuntime().availableProcessors() / 2));

        private Builder() {}

        /** For logs. */
        public Builder brokerName(String value) {
            brokerName = Objects.requireNonNull(value, "brokerName");
            return this;
        }

        /** The loopback address unless said otherwise. */
        public Builder bindAddress(InetAddress value) {
            bindAddress = Objects.requireNonNull(value, "bindAddress");
            return this;
        }

        /**
         * {@value #DEFAULT_PORT} unless said otherwise; 0 for any that is free.
         *
         * @throws IllegalArgumentException outside of 0 to 65535
         */
        public Builder port(int value) {
            port = within("port", value, 0, 0xffff);
            return this;
        }

        /** Plain TCP unless given. */
        public Builder sslContext(SSLContext value) {
            sslContext = value;
            return this;
        }

        /** Ignored unless said otherwise. */
        public Builder clientCertificates(ClientCertificates value) {
            clientCertificates = Objects.requireNonNull(value, "clientCertificates");
            return this;
        }

        /**
         * 4 KiB unless said otherwise.
         *
         * @throws IllegalArgumentException below 256
         */
        public Builder maxLoginFrameBytes(int value) {
            maxLoginFrameBytes = within("maxLoginFrameBytes", value, 256, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 64 MiB unless said otherwise.
         *
         * @throws IllegalArgumentException below 4 KiB
         */
        public Builder maxFrameBytes(int value) {
            maxFrameBytes = within("maxFrameBytes", value, 4 * 1024, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 10 seconds unless said otherwise.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder loginTimeoutMillis(int value) {
            loginTimeoutMillis = within("loginTimeoutMillis", value, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 10 seconds unless said otherwise; 0 to leave it to the client.
         *
         * @throws IllegalArgumentException below 0
         */
        public Builder heartbeatMillis(int value) {
            heartbeatMillis = within("heartbeatMillis", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 15 seconds unless said otherwise; 0 for not at all.
         *
         * @throws IllegalArgumentException below 0
         */
        public Builder resumeMillis(int value) {
            resumeMillis = within("resumeMillis", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 32 MiB unless said otherwise.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder maxPendingBytes(int value) {
            maxPendingBytes = within("maxPendingBytes", value, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 10,000 unless said otherwise.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder maxConnections(int value) {
            maxConnections = within("maxConnections", value, 1, Integer.MAX_VALUE);
            return this;
        }

        /**
         * 5 seconds unless said otherwise.
         *
         * @throws IllegalArgumentException below 0
         */
        public Builder drainMillis(int value) {
            drainMillis = within("drainMillis", value, 0, Integer.MAX_VALUE);
            return this;
        }

        /**
         * Half as many as processors, at least one and at most four, unless said otherwise.
         *
         * @throws IllegalArgumentException below 1
         */
        public Builder ioThreads(int value) {
            ioThreads = within("ioThreads", value, 1, 1024);
            return this;
        }

        /** The settings. */
        public AcceptorSettings build() {
            return new AcceptorSettings(this);
        }

        private static int within(String name, int value, int least, int most) {
            if (value < least || value > most) {
                throw new IllegalArgumentException(
                        name + " is at least " + least + " and at most " + most + ", not " + value);
            }
            return value;
        }
    }
}
