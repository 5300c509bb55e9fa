package io.postrider.ra.inbound;

import io.postrider.ra.settings.AccessBean;
import io.postrider.ra.settings.Adapter;
import io.postrider.ra.settings.BrokerAccess;
import jakarta.jms.JMSException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import javax.naming.NamingException;

/**
 * What a message-driven bean is activated with: a JavaBean with the standard properties and some of this adapter's. Configured by one thread, then read by any.
 */
public final class PostriderActivationSpec extends AccessBean implements ActivationSpec {
    /** As often as it takes. */
    static final int FOR_EVER = -1;

    private static final long serialVersionUID = 1L;

    private String destinationLookup;
    private String destination;
    private String destinationType;
    private String connectionFactoryLookup;
    private String acknowledgeMode = "Auto-acknowledge";
    private String messageSelector;
    private String subscriptionDurability = "NonDurable";
    private String subscriptionName;
    private String clientId;
    private Integer maxSessions = 10;
    private Boolean shareSubscriptions = false;
    private Integer reconnectAttempts = FOR_EVER;
    private Long reconnectIntervalMillis = 1_000L;
    private Integer maxDeliveries = 0;
    private String deadLetterQueue = "DLQ";
    private transient ResourceAdapter adapter;

    /** With the defaults; where the broker is the adapter says. */
    public PostriderActivationSpec() {
        super(null);
    }

    @Override
    public void validate() throws InvalidPropertyException {
        ActivationRules.check(this);
    }

    /**
     * Where the broker is, and as whom to connect to it.
     *
     * @throws NamingException if the connection factory that it names is not in the directory
     * @throws JMSException if something else is there
     */
    public BrokerAccess brokerAccess(Adapter defaults) throws NamingException, JMSException {
        return ActivationTarget.access(this, defaults);
    }

    @Override
    public ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter adapter) throws ResourceException {
        this.adapter = adapter;
    }

    // Properties ------------------------------------------------------------------------------------------------------

    /** The name in the server's directory of the queue or topic, or null. */
    public String getDestinationLookup() {
        return destinationLookup;
    }

    /** Says the name in the server's directory of the queue or topic, or null. */
    public void setDestinationLookup(String destinationLookup) {
        this.destinationLookup = destinationLookup;
    }

    /** The name of the queue or topic at the broker, or null. */
    public String getDestination() {
        return destination;
    }

    /** Says the name of the queue or topic at the broker, or null. */
    public void setDestination(String destination) {
        this.destination = destination;
    }

    /** {@code jakarta.jms.Queue} or {@code jakarta.jms.Topic}; null where the destination in the directory says it. */
    public String getDestinationType() {
        return destinationType;
    }

    /** Says {@code jakarta.jms.Queue} or {@code jakarta.jms.Topic}; null where the destination in the directory says it. */
    public void setDestinationType(String destinationType) {
        this.destinationType = destinationType;
    }

    /** The name in the server's directory of a connection factory whose broker and user are taken, or null. */
    public String getConnectionFactoryLookup() {
        return connectionFactoryLookup;
    }

    /** Says the name in the server's directory of a connection factory whose broker and user are taken, or null. */
    public void setConnectionFactoryLookup(String connectionFactoryLookup) {
        this.connectionFactoryLookup = connectionFactoryLookup;
    }

    /** {@code Auto-acknowledge} or {@code Dups-ok-acknowledge}, for deliveries outside of a transaction. */
    public String getAcknowledgeMode() {
        return acknowledgeMode;
    }

    /** Says {@code Auto-acknowledge} or {@code Dups-ok-acknowledge}, for deliveries outside of a transaction. */
    public void setAcknowledgeMode(String acknowledgeMode) {
        this.acknowledgeMode = acknowledgeMode;
    }

    /** Which messages are wanted; section 3.8 of the specification; null for all. */
    public String getMessageSelector() {
        return messageSelector;
    }

    /** Says which messages are wanted; section 3.8 of the specification; null for all. */
    public void setMessageSelector(String messageSelector) {
        this.messageSelector = messageSelector;
    }

    /** {@code Durable} or {@code NonDurable}. */
    public String getSubscriptionDurability() {
        return subscriptionDurability;
    }

    /** Says {@code Durable} or {@code NonDurable}. */
    public void setSubscriptionDurability(String subscriptionDurability) {
        this.subscriptionDurability = subscriptionDurability;
    }

    /** The name of the durable or shared subscription, or null. */
    public String getSubscriptionName() {
        return subscriptionName;
    }

    /** Says the name of the durable or shared subscription, or null. */
    public void setSubscriptionName(String subscriptionName) {
        this.subscriptionName = subscriptionName;
    }

    /** The client identifier of the activation's connection, or null. */
    public String getClientId() {
        return clientId;
    }

    /** Says the client identifier of the activation's connection, or null. */
    public void setClientId(String clientId) {
        this.clientId = clientId;
    }

    /** How many messages are delivered at the same time, at most; at least 1. */
    public Integer getMaxSessions() {
        return maxSessions;
    }

    /** Says how many messages are delivered at the same time, at most; at least 1. */
    public void setMaxSessions(Integer maxSessions) {
        this.maxSessions = maxSessions;
    }

    /** Whether a topic's subscription is shared: with other servers, and by all of the activation's sessions. */
    public Boolean getShareSubscriptions() {
        return shareSubscriptions;
    }

    /** Says whether a topic's subscription is shared: with other servers, and by all of the activation's sessions. */
    public void setShareSubscriptions(Boolean shareSubscriptions) {
        this.shareSubscriptions = shareSubscriptions;
    }

    /** After how many failed tries in a row to reach the broker the activation gives up; -1 for never. */
    public Integer getReconnectAttempts() {
        return reconnectAttempts;
    }

    /** Says after how many failed tries in a row to reach the broker the activation gives up; -1 for never. */
    public void setReconnectAttempts(Integer reconnectAttempts) {
        this.reconnectAttempts = reconnectAttempts;
    }

    /** Milliseconds before the broker is tried again; doubled with each try, up to half a minute. */
    public Long getReconnectIntervalMillis() {
        return reconnectIntervalMillis;
    }

    /** Says milliseconds before the broker is tried again; doubled with each try, up to half a minute. */
    public void setReconnectIntervalMillis(Long reconnectIntervalMillis) {
        this.reconnectIntervalMillis = reconnectIntervalMillis;
    }

    /** At which failed delivery a message moves to the dead-letter queue; 0 leaves it to the broker. */
    public Integer getMaxDeliveries() {
        return maxDeliveries;
    }

    /** Says at which failed delivery a message moves to the dead-letter queue; 0 leaves it to the broker. */
    public void setMaxDeliveries(Integer maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    /** The name of the queue that {@code maxDeliveries} moves messages to. */
    public String getDeadLetterQueue() {
        return deadLetterQueue;
    }

    /** Says the name of the queue that {@code maxDeliveries} moves messages to. */
    public void setDeadLetterQueue(String deadLetterQueue) {
        this.deadLetterQueue = deadLetterQueue;
    }

    /** For people and logs, without passwords. */
    @Override
    public String toString() {
        return "activation on " + (destinationLookup == null ? destination : destinationLookup)
                + (messageSelector == null ? "" : " where " + messageSelector);
    }
}
