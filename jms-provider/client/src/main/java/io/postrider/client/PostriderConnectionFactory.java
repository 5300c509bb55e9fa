package io.postrider.client;

import io.postrider.client.connection.ConnectionCore;
import io.postrider.client.connection.PostriderConnection;
import io.postrider.client.connection.PostriderXAConnection;
import io.postrider.client.context.PostriderContext;
import io.postrider.client.context.PostriderXAContext;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.session.Domain;
import io.postrider.client.settings.ClientOption;
import io.postrider.client.settings.ConnectionSettings;
import io.postrider.protocol.link.LinkAddress;
import jakarta.jms.Connection;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.QueueConnection;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.TopicConnection;
import jakarta.jms.TopicConnectionFactory;
import jakarta.jms.XAConnection;
import jakarta.jms.XAJMSContext;
import jakarta.jms.XAQueueConnection;
import jakarta.jms.XAQueueConnectionFactory;
import jakarta.jms.XATopicConnection;
import jakarta.jms.XATopicConnectionFactory;
import java.io.Serializable;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import javax.naming.Reference;
import javax.naming.Referenceable;
import javax.naming.StringRefAddr;

/**
 * Makes connections to a broker; sections 5.3 and 6.1 of the specification. The one class of connection factories: for the
 * classic, the simplified and the domains' interfaces, and for distributed transactions.
 *
 * <pre>{@code
 * ConnectionFactory factory = new PostriderConnectionFactory("vm://orders");
 * try (JMSContext context = factory.createContext()) {
 *     context.createProducer().send(context.createQueue("incoming"), "hello");
 * }
 * }</pre>
 *
 * <p>The URL says where the broker is, and holds options: those that begin with {@code jms.} are the client's, one for each
 * {@link ClientOption}, all others the transport's. What is set by the methods here goes before what the URL says. Changes
 * hold for the connections that are made afterwards. Safe for any thread.
 *
 * <p>Neither {@link #toString}, nor the serialized form, nor {@link #getReference} holds a password that was set by
 * {@link #setPassword}: a copy made by them connects as a guest, or with the password that it is given. A password that
 * stands in the URL goes wherever the URL goes, except into {@link #toString}.
 */
public class PostriderConnectionFactory
        implements QueueConnectionFactory,
                TopicConnectionFactory,
                XAQueueConnectionFactory,
                XATopicConnectionFactory,
                Referenceable,
                Serializable {
    /** Where a factory connects to that was told nothing else: a broker in this VM. */
    public static final String DEFAULT_URL = "vm://postrider";

    private static final String OBJECT_FACTORY = "io.postrider.client.jndi.PostriderObjectFactory";
    private static final String URL_ADDRESS = "url";
    private static final long serialVersionUID = 1L;

    private volatile String url;
    private volatile String userName;
    private transient volatile String password;
    private volatile String clientId;
    private volatile Integer prefetch;
    private volatile String trustedPackages;
    private volatile Boolean populateUserId;
    private transient volatile Executor listenerExecutor;

    /** For {@link #DEFAULT_URL}, or, as a bean, for the URL that {@link #setUrl} is given. */
    public PostriderConnectionFactory() {
        url = DEFAULT_URL;
    }

    /**
     * For the broker at a URL, such as {@code vm://orders}.
     *
     * @throws IllegalArgumentException if the URL is malformed, or has an option of the client's that is not known or wrong
     */
    public PostriderConnectionFactory(String url) {
        setUrl(url);
    }

    // What is configured ----------------------------------------------------------------------------------------------

    /** Where the broker is, with options. */
    public final String getUrl() {
        return url;
    }

    /**
     * Says where the broker is, with options.
     *
     * @throws IllegalArgumentException if the URL is malformed, or has an option of the client's that is not known or wrong
     */
    public final void setUrl(String url) {
        ConnectionSettings.of(url, Map.of());
        this.url = url;
    }

    /** Who connects where a connection is made without a name, or null. */
    public final String getUserName() {
        return userName;
    }

    /** Says who connects where a connection is made without a name, or null. */
    public final void setUserName(String userName) {
        this.userName = userName;
    }

    /** Says the password that goes with {@link #setUserName}, or null. It cannot be read back. */
    public final void setPassword(String password) {
        this.password = password;
    }

    /** The client identifier of every connection, or null; section 6.1.2 of the specification. */
    public final String getClientId() {
        return clientId;
    }

    /** Gives every connection this client identifier: then there can be one at a time, and it cannot be set later. */
    public final void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** The most messages that wait in one consumer, or null where the URL or the default has it. */
    public final Integer getPrefetch() {
        return prefetch;
    }

    /**
     * Says the most messages that wait in one consumer.
     *
     * @param messages 0 pulls one by one; null leaves it to the URL or the default
     * @throws IllegalArgumentException if it is below 0 or above 1,000,000
     */
    public final void setPrefetch(Integer messages) {
        if (messages != null) {
            ClientOption.PREFETCH.checked(messages.toString());
        }
        prefetch = messages;
    }

    /** The packages whose classes an {@code ObjectMessage} may hold, with commas between them, or null. */
    public final String getTrustedPackages() {
        return trustedPackages;
    }

    /** Says the packages whose classes an {@code ObjectMessage} may hold, with commas between them, or null. */
    public final void setTrustedPackages(String packages) {
        trustedPackages = packages;
    }

    /** Whether messages carry the user as {@code JMSXUserID}, or null where the URL or the default has it. */
    public final Boolean getPopulateUserId() {
        return populateUserId;
    }

    /** Says whether messages carry the user as {@code JMSXUserID}; null leaves it to the URL or the default. */
    public final void setPopulateUserId(Boolean populateUserId) {
        this.populateUserId = populateUserId;
    }

    /**
     * Says whose threads run the listeners of connections: for containers that have threads of their own. It is neither
     * serialized nor part of {@link #getReference}.
     *
     * @param executor must not refuse a task, nor run it in the calling thread; null for threads of each connection's own
     */
    public final void setListenerExecutor(Executor executor) {
        listenerExecutor = executor;
    }

    private Map<ClientOption, String> overrides() {
        Map<ClientOption, String> overrides = new LinkedHashMap<>();
        put(overrides, ClientOption.USER_NAME, userName);
        put(overrides, ClientOption.PASSWORD, password);
        put(overrides, ClientOption.CLIENT_ID, clientId);
        put(overrides, ClientOption.PREFETCH, prefetch);
        put(overrides, ClientOption.TRUSTED_PACKAGES, trustedPackages);
        put(overrides, ClientOption.POPULATE_USER_ID, populateUserId);
        return overrides;
    }

    private static void put(Map<ClientOption, String> overrides, ClientOption option, Object value) {
        if (value != null) {
            overrides.put(option, value.toString());
        }
    }

    private ConnectionSettings settings() {
        return ConnectionSettings.of(url, overrides());
    }

    // Connections -----------------------------------------------------------------------------------------------------

    private PostriderConnection connect(ConnectionSettings settings, Domain domain) throws JMSException {
        return new PostriderConnection(new ConnectionCore(settings, listenerExecutor), domain);
    }

    private PostriderXAConnection connectXA(ConnectionSettings settings, Domain domain) throws JMSException {
        return new PostriderXAConnection(new ConnectionCore(settings, listenerExecutor), domain);
    }

    @Override
    public Connection createConnection() throws JMSException {
        return connect(settings(), Domain.ANY);
    }

    @Override
    public Connection createConnection(String userName, String password) throws JMSException {
        return connect(settings().withUser(userName, password), Domain.ANY);
    }

    @Override
    public QueueConnection createQueueConnection() throws JMSException {
        return connect(settings(), Domain.QUEUE);
    }

    @Override
    public QueueConnection createQueueConnection(String userName, String password) throws JMSException {
        return connect(settings().withUser(userName, password), Domain.QUEUE);
    }

    @Override
    public TopicConnection createTopicConnection() throws JMSException {
        return connect(settings(), Domain.TOPIC);
    }

    @Override
    public TopicConnection createTopicConnection(String userName, String password) throws JMSException {
        return connect(settings().withUser(userName, password), Domain.TOPIC);
    }

    @Override
    public XAConnection createXAConnection() throws JMSException {
        return connectXA(settings(), Domain.ANY);
    }

    @Override
    public XAConnection createXAConnection(String userName, String password) throws JMSException {
        return connectXA(settings().withUser(userName, password), Domain.ANY);
    }

    @Override
    public XAQueueConnection createXAQueueConnection() throws JMSException {
        return connectXA(settings(), Domain.QUEUE);
    }

    @Override
    public XAQueueConnection createXAQueueConnection(String userName, String password) throws JMSException {
        return connectXA(settings().withUser(userName, password), Domain.QUEUE);
    }

    @Override
    public XATopicConnection createXATopicConnection() throws JMSException {
        return connectXA(settings(), Domain.TOPIC);
    }

    @Override
    public XATopicConnection createXATopicConnection(String userName, String password) throws JMSException {
        return connectXA(settings().withUser(userName, password), Domain.TOPIC);
    }

    // Contexts --------------------------------------------------------------------------------------------------------

    private JMSContext context(ConnectionSettings settings, int sessionMode) {
        try {
            return PostriderContext.open(connect(settings, Domain.ANY), sessionMode);
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    private XAJMSContext contextXA(ConnectionSettings settings) {
        try {
            return PostriderXAContext.open(connectXA(settings, Domain.ANY));
        } catch (JMSException e) {
            throw JmsErrors.unchecked(e);
        }
    }

    @Override
    public JMSContext createContext() {
        return context(settings(), JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(int sessionMode) {
        return context(settings(), sessionMode);
    }

    @Override
    public JMSContext createContext(String userName, String password) {
        return context(settings().withUser(userName, password), JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public JMSContext createContext(String userName, String password, int sessionMode) {
        return context(settings().withUser(userName, password), sessionMode);
    }

    @Override
    public XAJMSContext createXAContext() {
        return contextXA(settings());
    }

    @Override
    public XAJMSContext createXAContext(String userName, String password) {
        return contextXA(settings().withUser(userName, password));
    }

    // Directories -----------------------------------------------------------------------------------------------------

    /** What a directory keeps of it: the class, its whole configuration as a URL, and what makes it again; section 5.2. */
    @Override
    public Reference getReference() {
        return new Reference(
                PostriderConnectionFactory.class.getName(),
                new StringRefAddr(URL_ADDRESS, wholeUrl()),
                OBJECT_FACTORY,
                null);
    }

    private String wholeUrl() {
        LinkAddress address = LinkAddress.parse(url);
        Map<String, String> options = new LinkedHashMap<>(address.options());
        overrides().forEach((option, value) -> {
            if (option != ClientOption.PASSWORD) {
                options.put(option.optionName(), value);
            }
        });
        return options.isEmpty()
                ? address.withoutOptions()
                : options.entrySet().stream()
                        .map(option -> encoded(option.getKey()) + "=" + encoded(option.getValue()))
                        .collect(Collectors.joining("&", address.withoutOptions() + "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** For people and logs: where to and as whom, never a password. */
    @Override
    public String toString() {
        return "PostriderConnectionFactory for " + LinkAddress.parse(url) + (userName == null ? "" : " as " + userName);
    }
}
