package io.postrider.client.session;

import io.postrider.client.acknowledge.AcknowledgeMode;
import io.postrider.client.consumer.PostriderMessageConsumer;
import io.postrider.client.consumer.PostriderQueueBrowser;
import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.destination.PostriderQueue;
import io.postrider.client.destination.PostriderTemporaryQueue;
import io.postrider.client.destination.PostriderTemporaryTopic;
import io.postrider.client.destination.PostriderTopic;
import io.postrider.client.link.Replies;
import io.postrider.client.message.MessageFactory;
import io.postrider.client.producer.PostriderMessageProducer;
import io.postrider.protocol.link.ConsumerRequest;
import io.postrider.protocol.link.TemporaryRequest;
import io.postrider.protocol.message.DestinationName;
import jakarta.jms.BytesMessage;
import jakarta.jms.Destination;
import jakarta.jms.InvalidDestinationException;
import jakarta.jms.JMSException;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import jakarta.jms.ObjectMessage;
import jakarta.jms.Queue;
import jakarta.jms.QueueSession;
import jakarta.jms.Session;
import jakarta.jms.StreamMessage;
import jakarta.jms.TemporaryQueue;
import jakarta.jms.TemporaryTopic;
import jakarta.jms.TextMessage;
import jakarta.jms.Topic;
import jakarta.jms.TopicSession;
import java.io.Serializable;
import java.util.function.Function;

/**
 * A session; section 6.2 of the specification. For one thread at a time, but for {@link #close}.
 *
 * <p>One of the domain of queues refuses what belongs to topics, and the other way round, with an
 * {@code IllegalStateException}; section 9.2.
 */
public class PostriderSession implements QueueSession, TopicSession {
    /** Beside the specification's modes: {@code acknowledge()} acknowledges its one message. */
    public static final int INDIVIDUAL_ACKNOWLEDGE = AcknowledgeMode.INDIVIDUAL_ACKNOWLEDGE;

    private final SessionCore core;
    private final Domain domain;

    /** An open session. */
    public PostriderSession(SessionCore core, Domain domain) {
        this.core = core;
        this.domain = domain;
    }

    /** Its state and rules: for this provider's other objects, not for applications. */
    public SessionCore core() {
        return core;
    }

    // Messages --------------------------------------------------------------------------------------------------------

    private MessageFactory messages() throws JMSException {
        core.checkOpen();
        return core.connection().messages();
    }

    @Override
    public BytesMessage createBytesMessage() throws JMSException {
        return messages().createBytesMessage();
    }

    @Override
    public MapMessage createMapMessage() throws JMSException {
        return messages().createMapMessage();
    }

    @Override
    public Message createMessage() throws JMSException {
        return messages().createMessage();
    }

    @Override
    public ObjectMessage createObjectMessage() throws JMSException {
        return messages().createObjectMessage(null);
    }

    @Override
    public ObjectMessage createObjectMessage(Serializable object) throws JMSException {
        return messages().createObjectMessage(object);
    }

    @Override
    public StreamMessage createStreamMessage() throws JMSException {
        return messages().createStreamMessage();
    }

    @Override
    public TextMessage createTextMessage() throws JMSException {
        return messages().createTextMessage(null);
    }

    @Override
    public TextMessage createTextMessage(String text) throws JMSException {
        return messages().createTextMessage(text);
    }

    // Destinations ----------------------------------------------------------------------------------------------------

    @Override
    public Queue createQueue(String queueName) throws JMSException {
        core.checkOpen();
        domain.requireQueues("createQueue");
        return named(queueName, PostriderQueue::new);
    }

    @Override
    public Topic createTopic(String topicName) throws JMSException {
        core.checkOpen();
        domain.requireTopics("createTopic");
        return named(topicName, PostriderTopic::new);
    }

    private static <D> D named(String name, Function<String, D> destination) throws JMSException {
        if (name == null) {
            throw new InvalidDestinationException("a destination needs a name, null was given");
        }
        try {
            return destination.apply(name);
        } catch (IllegalArgumentException e) {
            throw new InvalidDestinationException(e.getMessage());
        }
    }

    @Override
    public TemporaryQueue createTemporaryQueue() throws JMSException {
        core.checkOpen();
        domain.requireQueues("createTemporaryQueue");
        return new PostriderTemporaryQueue(
                Replies.await(core.link().createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_QUEUE))),
                core.connection());
    }

    @Override
    public TemporaryTopic createTemporaryTopic() throws JMSException {
        core.checkOpen();
        domain.requireTopics("createTemporaryTopic");
        return new PostriderTemporaryTopic(
                Replies.await(core.link().createTemporary(TemporaryRequest.of(DestinationName.Kind.TEMPORARY_TOPIC))),
                core.connection());
    }

    // Producers and browsers ------------------------------------------------------------------------------------------

    @Override
    public PostriderMessageProducer createProducer(Destination destination) throws JMSException {
        core.checkOpen();
        return new PostriderMessageProducer(
                core.sender(), destination == null ? null : PostriderDestination.of(destination));
    }

    @Override
    public PostriderMessageProducer createSender(Queue queue) throws JMSException {
        return createProducer(queue);
    }

    @Override
    public PostriderMessageProducer createPublisher(Topic topic) throws JMSException {
        return createProducer(topic);
    }

    @Override
    public PostriderQueueBrowser createBrowser(Queue queue) throws JMSException {
        return createBrowser(queue, null);
    }

    @Override
    public PostriderQueueBrowser createBrowser(Queue queue, String messageSelector) throws JMSException {
        core.checkOpen();
        domain.requireQueues("createBrowser");
        return new PostriderQueueBrowser(
                core, PostriderDestination.of(queue), ConsumerRequests.selector(messageSelector));
    }

    // Consumers -------------------------------------------------------------------------------------------------------

    private PostriderMessageConsumer open(Destination destination, ConsumerRequest request) throws JMSException {
        PostriderMessageConsumer consumer = new PostriderMessageConsumer(
                core,
                request,
                PostriderDestination.of(destination),
                core.handed().open(request.consumer()),
                core.connection().maxPrefetch());
        core.open(consumer);
        return consumer;
    }

    @Override
    public PostriderMessageConsumer createConsumer(Destination destination) throws JMSException {
        return createConsumer(destination, null, false);
    }

    @Override
    public PostriderMessageConsumer createConsumer(Destination destination, String messageSelector)
            throws JMSException {
        return createConsumer(destination, messageSelector, false);
    }

    @Override
    public PostriderMessageConsumer createConsumer(Destination destination, String messageSelector, boolean noLocal)
            throws JMSException {
        core.checkOpen();
        return open(destination, ConsumerRequests.own(core.nextNumber(), destination, messageSelector, noLocal));
    }

    @Override
    public PostriderMessageConsumer createReceiver(Queue queue) throws JMSException {
        return createConsumer(queue, null, false);
    }

    @Override
    public PostriderMessageConsumer createReceiver(Queue queue, String messageSelector) throws JMSException {
        return createConsumer(queue, messageSelector, false);
    }

    @Override
    public PostriderMessageConsumer createSubscriber(Topic topic) throws JMSException {
        return createConsumer(topic, null, false);
    }

    @Override
    public PostriderMessageConsumer createSubscriber(Topic topic, String messageSelector, boolean noLocal)
            throws JMSException {
        return createConsumer(topic, messageSelector, noLocal);
    }

    @Override
    public PostriderMessageConsumer createSharedConsumer(Topic topic, String sharedSubscriptionName)
            throws JMSException {
        return createSharedConsumer(topic, sharedSubscriptionName, null);
    }

    @Override
    public PostriderMessageConsumer createSharedConsumer(
            Topic topic, String sharedSubscriptionName, String messageSelector) throws JMSException {
        core.checkOpen();
        domain.requireTopics("createSharedConsumer");
        return open(topic, ConsumerRequests.shared(core.nextNumber(), topic, sharedSubscriptionName, messageSelector));
    }

    @Override
    public PostriderMessageConsumer createDurableSubscriber(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public PostriderMessageConsumer createDurableSubscriber(
            Topic topic, String name, String messageSelector, boolean noLocal) throws JMSException {
        return createDurableConsumer(topic, name, messageSelector, noLocal);
    }

    @Override
    public PostriderMessageConsumer createDurableConsumer(Topic topic, String name) throws JMSException {
        return createDurableConsumer(topic, name, null, false);
    }

    @Override
    public PostriderMessageConsumer createDurableConsumer(
            Topic topic, String name, String messageSelector, boolean noLocal) throws JMSException {
        core.checkOpen();
        domain.requireTopics("createDurableConsumer");
        String clientId = core.connection().currentClientId();
        return open(
                topic, ConsumerRequests.durable(core.nextNumber(), clientId, topic, name, messageSelector, noLocal));
    }

    @Override
    public PostriderMessageConsumer createSharedDurableConsumer(Topic topic, String name) throws JMSException {
        return createSharedDurableConsumer(topic, name, null);
    }

    @Override
    public PostriderMessageConsumer createSharedDurableConsumer(Topic topic, String name, String messageSelector)
            throws JMSException {
        core.checkOpen();
        domain.requireTopics("createSharedDurableConsumer");
        return open(topic, ConsumerRequests.sharedDurable(core.nextNumber(), topic, name, messageSelector));
    }

    @Override
    public void unsubscribe(String name) throws JMSException {
        core.checkOpen();
        domain.requireTopics("unsubscribe");
        if (name == null || name.isEmpty()) {
            throw new InvalidDestinationException("there is no durable subscription without a name");
        }
        Replies.await(core.link().unsubscribe(name));
    }

    // Acknowledgement and transactions --------------------------------------------------------------------------------

    @Override
    public boolean getTransacted() throws JMSException {
        core.checkOpen();
        return core.isDistributed() || core.mode() == AcknowledgeMode.TRANSACTED;
    }

    @Override
    public int getAcknowledgeMode() throws JMSException {
        return getTransacted() ? Session.SESSION_TRANSACTED : core.mode().sessionMode();
    }

    /**
     * Acknowledges all messages that the session has handed out, where its mode leaves that to the application; otherwise
     * does nothing. What {@code JMSContext.acknowledge()} does.
     *
     * @throws JMSException if the session is closed, or the broker refuses
     */
    public void acknowledge() throws JMSException {
        core.acknowledgeAll();
    }

    @Override
    public void commit() throws JMSException {
        core.commit();
    }

    @Override
    public void rollback() throws JMSException {
        core.rollback();
    }

    @Override
    public void recover() throws JMSException {
        core.recover();
    }

    // The application server's side -----------------------------------------------------------------------------------

    @Override
    public MessageListener getMessageListener() throws JMSException {
        core.checkOpen();
        return core.assigned().listener();
    }

    @Override
    public void setMessageListener(MessageListener listener) throws JMSException {
        core.checkOpen();
        core.assigned().setListener(listener);
    }

    @Override
    public void run() {
        core.assigned().run();
    }

    @Override
    public void close() throws JMSException {
        core.close();
    }
}
