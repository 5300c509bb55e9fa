package io.postrider.server.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Everything that can be configured about a server, a row each: key, type, unit, default, meaning. The key is a path in the
 * YAML file; with {@code postrider.} before it, it is a system property; in upper case it is an environment variable.
 */
public enum ServerOption {
    BROKER_NAME("broker.name", ValueType.TEXT, "", "postrider", "the broker's name, in logs and for itself"),
    DATA_DIRECTORY(
            "data.directory",
            ValueType.PATH,
            "",
            "postrider-data/server",
            "holds the journal, the log, the users and the note of the running process"),
    MAX_DELIVERY_ATTEMPTS(
            "broker.maxDeliveryAttempts",
            ValueType.COUNT,
            "",
            "10",
            "after so many failed deliveries a message moves to the dead-letter queue; 0 for never"),
    DEAD_LETTER_QUEUE("broker.deadLetterQueue", ValueType.TEXT, "", "DLQ", "the dead-letter queue's name"),
    POLICIES(
            "broker.policies",
            ValueType.RULES,
            "",
            "",
            "rules of the form PATTERN OPTION=VALUE ..., such as \"orders.> maxDeliveryAttempts=5 expiryQueue=late\":"
                    + " what holds for the destinations of a pattern; docs/POLICIES.md has the options"),
    MEMORY_BUDGET(
            "broker.memoryBudgetBytes",
            ValueType.BYTES,
            "bytes",
            "",
            "how much memory messages may take; beyond it, persistent ones stay in the journal alone; a quarter of the"
                    + " heap if empty"),
    WHEN_MEMORY_FULL(
            "broker.whenMemoryFull",
            ValueType.choice("page", "block", "fail"),
            "",
            "page",
            "what becomes of a message that is not persistent beyond broker.memoryBudgetBytes: it lies on disk alone; its"
                    + " send waits; or fails"),
    MAX_JOURNAL(
            "broker.maxJournalBytes",
            ValueType.SPACE,
            "bytes",
            "0",
            "how many bytes of messages the journal may have; 0 for no limit"),
    WHEN_JOURNAL_FULL(
            "broker.whenJournalFull",
            ValueType.choice("block", "fail"),
            "",
            "block",
            "what becomes of a message beyond broker.maxJournalBytes: its send waits, or fails"),
    BLOCK_TIMEOUT(
            "broker.blockTimeoutMillis",
            ValueType.COUNT,
            "milliseconds",
            "30000",
            "how long a send waits for room in the broker's memory or journal before it fails"),
    MIN_FREE_DISK(
            "broker.minFreeDiskBytes",
            ValueType.SPACE,
            "bytes",
            "134217728",
            "how much is kept free on the journal's disk; with less, persistent messages are refused, consumers go on; 0"
                    + " to never refuse"),

    LISTEN_ENABLED("listen.enabled", ValueType.TRUTH, "", "true", "whether to listen for plain TCP"),
    LISTEN_ADDRESS(
            "listen.address",
            ValueType.TEXT,
            "",
            "127.0.0.1",
            "the address to listen on for plain TCP; 0.0.0.0 for all of this machine"),
    LISTEN_PORT("listen.port", ValueType.PORT, "", "4577", "the port for plain TCP; 0 for any that is free"),

    TLS_ENABLED("tls.enabled", ValueType.TRUTH, "", "false", "whether to listen for TLS"),
    TLS_ADDRESS("tls.address", ValueType.TEXT, "", "127.0.0.1", "the address to listen on for TLS"),
    TLS_PORT("tls.port", ValueType.PORT, "", "4578", "the port for TLS; 0 for any that is free"),
    TLS_KEY_STORE(
            "tls.keyStore", ValueType.PATH, "", "", "PKCS#12 or JKS file with the server's certificate and its key"),
    TLS_KEY_STORE_PASSWORD("tls.keyStorePassword", ValueType.SECRET, "", "", "its password"),
    TLS_CERTIFICATE(
            "tls.certificate",
            ValueType.PATH,
            "",
            "",
            "PEM file with the server's certificate and those that vouch for it; instead of a key store"),
    TLS_PRIVATE_KEY("tls.privateKey", ValueType.PATH, "", "", "PEM file with its key (PKCS#8)"),
    TLS_PRIVATE_KEY_PASSWORD("tls.privateKeyPassword", ValueType.SECRET, "", "", "the key's password, if it has one"),
    TLS_CLIENT_CERTIFICATES(
            "tls.clientCertificates",
            ValueType.choice("ignored", "optional", "required"),
            "",
            "ignored",
            "whether clients show certificates of their own"),
    TLS_TRUST_STORE(
            "tls.trustStore",
            ValueType.PATH,
            "",
            "",
            "PKCS#12, JKS or PEM file with the certificates that vouch for clients"),
    TLS_TRUST_STORE_PASSWORD("tls.trustStorePassword", ValueType.SECRET, "", "", "its password; a PEM file has none"),
    TLS_RELOAD_SECONDS(
            "tls.reloadSeconds",
            ValueType.COUNT,
            "seconds",
            "10",
            "how often at most to look whether the files have changed; new connections use the new ones; 0 for never"),

    REALM(
            "security.realm",
            ValueType.choice("file", "jaas"),
            "",
            "file",
            "who knows the users: the users file, or JAAS login modules"),
    USERS_FILE(
            "security.usersFile", ValueType.PATH, "", "", "the users file; users.conf in the data directory if empty"),
    JAAS_ENTRY(
            "security.jaasEntry",
            ValueType.TEXT,
            "",
            "postrider",
            "the entry of the JAAS configuration (system property java.security.auth.login.config)"),
    JAAS_RECHECK(
            "security.jaasRecheckSeconds",
            ValueType.COUNT,
            "seconds",
            "300",
            "how often the login modules are asked again about those who are connected, with what these showed at their"
                    + " login; 0 for never, as one-time passwords need it"),
    GUESTS(
            "security.guests",
            ValueType.TRUTH,
            "",
            "false",
            "whether connections without a user name are welcome, with the role guest"),
    PERMISSIONS(
            "security.permissions",
            ValueType.RULES,
            "",
            "",
            "rules of the form PATTERN PERMISSIONS ROLES, such as \"orders.> send,consume clerk\"; if there are none,"
                    + " all users may use, create and delete all destinations, and the role admin may manage"),

    MAX_CONNECTIONS("limits.maxConnections", ValueType.POSITIVE, "", "10000", "how many connections there may be"),
    USER_LIMITS(
            "limits.users",
            ValueType.RULES,
            "",
            "",
            "rules of the form USER OPTION=VALUE ..., such as \"batch maxConnections=5 maxJournalBytes=1000000000\", with *"
                    + " for each user of whom no other rule says anything; docs/POLICIES.md has the options"),
    MAX_FRAME(
            "limits.maxFrameBytes",
            ValueType.BYTES,
            "bytes",
            "67108864",
            "the longest frame after a login, which bounds the size of a message"),
    MAX_LOGIN_FRAME("limits.maxLoginFrameBytes", ValueType.BYTES, "bytes", "4096", "the longest frame before a login"),
    MAX_PENDING(
            "limits.maxPendingBytes",
            ValueType.BYTES,
            "bytes",
            "33554432",
            "so many bytes of unanswered sends make the server stop reading from a connection"),
    LOGIN_TIMEOUT(
            "limits.loginTimeoutMillis",
            ValueType.POSITIVE,
            "milliseconds",
            "10000",
            "how long a connection may take to log in"),
    HEARTBEAT(
            "limits.heartbeatMillis",
            ValueType.COUNT,
            "milliseconds",
            "10000",
            "the longest silence on either side; 0 leaves it to the client"),
    RESUME(
            "limits.resumeMillis",
            ValueType.COUNT,
            "milliseconds",
            "15000",
            "how long a connection that broke may be resumed; 0 for not at all"),
    DRAIN(
            "limits.drainMillis",
            ValueType.COUNT,
            "milliseconds",
            "5000",
            "how long stopping waits for commands under way to be answered"),
    IO_THREADS(
            "limits.ioThreads",
            ValueType.COUNT,
            "",
            "0",
            "how many threads serve the sockets; 0 for half as many as processors, at most four"),

    LOG_LEVEL(
            "log.level",
            ValueType.choice("error", "warn", "info", "debug", "trace"),
            "",
            "info",
            "what is written to the log file"),
    LOG_CONSOLE_LEVEL(
            "log.consoleLevel",
            ValueType.choice("off", "error", "warn", "info", "debug", "trace"),
            "",
            "warn",
            "what is written to the standard error output besides"),
    LOG_DIRECTORY("log.directory", ValueType.PATH, "", "", "where log files lie; log in the data directory if empty"),
    LOG_FILE_SIZE("log.maxFileBytes", ValueType.BYTES, "bytes", "10485760", "a log file that is longer is put aside"),
    LOG_FILES("log.files", ValueType.POSITIVE, "", "5", "how many log files are kept");

    /** What the names of system properties begin with. */
    public static final String PROPERTY_PREFIX = "postrider.";

    /** What the names of environment variables begin with. */
    public static final String VARIABLE_PREFIX = "POSTRIDER_";

    private final String key;
    private final ValueType type;
    private final String unit;
    private final String defaultValue;
    private final String meaning;

    ServerOption(String key, ValueType type, String unit, String defaultValue, String meaning) {
        this.key = key;
        this.type = type;
        this.unit = unit;
        this.defaultValue = defaultValue;
        this.meaning = meaning;
    }

    /** As it stands in the file, a dot between levels. */
    public String key() {
        return key;
    }

    /** The form of its values. */
    public ValueType type() {
        return type;
    }

    /** What a number counts, or empty. */
    public String unit() {
        return unit;
    }

    /** What holds where nothing is said; empty for nothing, or for what the meaning says. */
    public String defaultValue() {
        return defaultValue;
    }

    /** For people: half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The system property that sets it. */
    public String property() {
        return PROPERTY_PREFIX + key;
    }

    /** The environment variable that sets it, such as {@code POSTRIDER_TLS_KEY_STORE}. */
    public String variable() {
        StringBuilder name = new StringBuilder(VARIABLE_PREFIX);
        for (char letter : key.toCharArray()) {
            if (Character.isUpperCase(letter)) {
                name.append('_');
            }
            name.append(letter == '.' ? '_' : Character.toUpperCase(letter));
        }
        return name.toString();
    }

    /** The option of a key, if there is one. */
    public static Optional<ServerOption> named(String key) {
        for (ServerOption option : values()) {
            if (option.key.equals(key)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }

    /** All keys, in the order of the rows. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (ServerOption option : values()) {
            keys.add(option.key);
        }
        return keys;
    }
}
