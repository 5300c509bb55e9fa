package io.postrider.tck.porting;

import com.sun.ts.lib.porting.TSJMSObjectsInterface;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.Queue;
import jakarta.jms.QueueConnectionFactory;
import jakarta.jms.Topic;
import jakarta.jms.TopicConnectionFactory;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks everything up by its name, as the porting class within the TCK does, which its common jar lacks. */
public final class NamedObjects implements TSJMSObjectsInterface {

    private static <T> T lookUp(Class<T> type, String name) throws NamingException {
        return type.cast(new InitialContext().lookup(name));
    }

    @Override
    public Queue getQueue(String name) throws NamingException {
        return lookUp(Queue.class, name);
    }

    @Override
    public Topic getTopic(String name) throws NamingException {
        return lookUp(Topic.class, name);
    }

    @Override
    public TopicConnectionFactory getTopicConnectionFactory(String name) throws NamingException {
        return lookUp(TopicConnectionFactory.class, name);
    }

    @Override
    public QueueConnectionFactory getQueueConnectionFactory(String name) throws NamingException {
        return lookUp(QueueConnectionFactory.class, name);
    }

    @Override
    public ConnectionFactory getConnectionFactory(String name) throws NamingException {
        return lookUp(ConnectionFactory.class, name);
    }
}
