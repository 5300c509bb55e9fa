package io.postrider.spring;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.jms.autoconfigure.JmsPoolConnectionFactoryProperties;

/** The properties {@code postrider.*}. They have the names of Spring Boot's {@code spring.artemis.*}. */
@ConfigurationProperties("postrider")
public class PostriderProperties {

    /**
     * Where the broker runs. By default native where a broker-url is set, else embedded.
     */
    private PostriderMode mode;

    /**
     * Address of a broker that runs elsewhere, with options; tcp://localhost:4577 in native mode by default.
     */
    private String brokerUrl;

    /**
     * Login user of the broker.
     */
    private String user;

    /**
     * Login password of the broker.
     */
    private String password;

    private final Embedded embedded = new Embedded();

    @NestedConfigurationProperty
    private final JmsPoolConnectionFactoryProperties pool = new JmsPoolConnectionFactoryProperties();

    /** Where the broker runs; null where it follows from the other properties. */
    public PostriderMode getMode() {
        return mode;
    }

    /** Says where the broker runs; null where it follows from the other properties. */
    public void setMode(PostriderMode mode) {
        this.mode = mode;
    }

    /** The address of a broker that runs elsewhere, or null. */
    public String getBrokerUrl() {
        return brokerUrl;
    }

    /** Says the address of a broker that runs elsewhere, or null. */
    public void setBrokerUrl(String brokerUrl) {
        this.brokerUrl = brokerUrl;
    }

    /** Who connects, or null for a guest. */
    public String getUser() {
        return user;
    }

    /** Says who connects, or null for a guest. */
    public void setUser(String user) {
        this.user = user;
    }

    /** The password that goes with the user, or null. */
    public String getPassword() {
        return password;
    }

    /** Says the password that goes with the user, or null. */
    public void setPassword(String password) {
        this.password = password;
    }

    /** The embedded broker. */
    public Embedded getEmbedded() {
        return embedded;
    }

    /** The pool of connections, where pooled-jms is used. */
    public JmsPoolConnectionFactoryProperties getPool() {
        return pool;
    }

    /** The properties {@code postrider.embedded.*}: a broker in this VM. */
    public static class Embedded {

        /**
         * Whether to embed the broker where neither a mode nor a broker-url is set.
         */
        private boolean enabled = true;

        /**
         * Name of the broker: vm://NAME leads to it in this VM. By default that of the application (spring.application.name) or "postrider"; without persistence with a number that no other broker of this VM has.
         */
        private String name;

        /**
         * Whether the broker keeps messages on disk.
         */
        private boolean persistent = true;

        /**
         * Journal directory; ./postrider-data/NAME by default. Not necessary if persistence is turned off.
         */
        private String dataDirectory;

        /**
         * List of queues to create on startup. Queues are also created by their first use.
         */
        private List<String> queues = new ArrayList<>();

        /**
         * List of topics to create on startup. Topics are also created by their first use.
         */
        private List<String> topics = new ArrayList<>();

        /** Whether the broker is embedded where neither mode nor address says anything. */
        public boolean isEnabled() {
            return enabled;
        }

        /** Says whether the broker is embedded where neither mode nor address says anything. */
        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        /** The broker's name; null for the default. */
        public String getName() {
            return name;
        }

        /** Says the broker's name; null for the default. */
        public void setName(String name) {
            this.name = name;
        }

        /** Whether messages are kept on disk. */
        public boolean isPersistent() {
            return persistent;
        }

        /** Says whether messages are kept on disk. */
        public void setPersistent(boolean persistent) {
            this.persistent = persistent;
        }

        /** Where the journal lies; null for the default. */
        public String getDataDirectory() {
            return dataDirectory;
        }

        /** Says where the journal lies; null for the default. */
        public void setDataDirectory(String dataDirectory) {
            this.dataDirectory = dataDirectory;
        }

        /** The queues that are there from the start. */
        public List<String> getQueues() {
            return queues;
        }

        /** Says which queues are there from the start. */
        public void setQueues(List<String> queues) {
            this.queues = queues;
        }

        /** The topics that are there from the start. */
        public List<String> getTopics() {
            return topics;
        }

        /** Says which topics are there from the start. */
        public void setTopics(List<String> topics) {
            this.topics = topics;
        }
    }
}
