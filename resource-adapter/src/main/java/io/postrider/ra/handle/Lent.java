package io.postrider.ra.handle;

import io.postrider.client.session.PostriderXASession;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;

/**
 * An object of the client's (a producer, a consumer, a browser) that a session handle lends to the application. It is made again when the
 * server moves the connection handle to another connection of the pool.
 *
 * @param <T> the client's class
 */
final class Lent<T extends AutoCloseable> {
    private final SessionHandle session;
    private final Opening<T> opening;
    private final String name;
    private PostriderXASession madeBy;
    private T object;
    private volatile boolean closed;

    /** How the client's session makes it. */
    interface Opening<T> {
        T open(PostriderXASession session) throws JMSException;
    }

    /** Made at once, so that the application learns of what is wrong. */
    Lent(SessionHandle session, String name, Opening<T> opening) throws JMSException {
        this.session = session;
        this.name = name;
        this.opening = opening;
        get();
        session.lend(this);
    }

    /**
     * The client's object.
     *
     * @throws IllegalStateException if the application, or the end of its session or connection, has closed it
     */
    T get() throws JMSException {
        if (closed) {
            throw new IllegalStateException("the " + name + " is closed");
        }
        PostriderXASession current = session.physical();
        if (current != madeBy) {
            closeObject();
            object = opening.open(current);
            madeBy = current;
        }
        return object;
    }

    /** Idempotent. */
    void close() throws JMSException {
        if (!closed) {
            closed = true;
            session.returned(this);
            closeObject();
        }
    }

    private void closeObject() throws JMSException {
        T known = object;
        object = null;
        if (known != null) {
            try {
                known.close();
            } catch (JMSException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalArgumentException("the client's objects throw JMSExceptions alone", e);
            }
        }
    }
}
