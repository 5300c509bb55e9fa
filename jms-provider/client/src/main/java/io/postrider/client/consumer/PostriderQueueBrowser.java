package io.postrider.client.consumer;

import io.postrider.client.destination.PostriderDestination;
import io.postrider.client.error.JmsErrors;
import io.postrider.client.link.Replies;
import io.postrider.protocol.link.Delivery;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Looks at a queue's messages and leaves them there; section 4.1.3 of the specification. Each enumeration shows what the
 * queue held when it was asked for, however much that is, a page at a time. For the thread that uses the session.
 */
public final class PostriderQueueBrowser implements QueueBrowser {
    private static final int PAGE_MESSAGES = 100;

    private final ConsumerSession session;
    private final PostriderDestination queue;
    private final String selector;
    private final List<Cursor> cursors = new ArrayList<>(1);
    private Cursor unused;
    private boolean closed;

    /**
     * Opens a cursor at the broker, so that a wrong selector or queue is found at once.
     *
     * @param selector or null
     * @throws JMSException as the broker refuses
     */
    public PostriderQueueBrowser(ConsumerSession session, PostriderDestination queue, String selector)
            throws JMSException {
        this.session = session;
        this.queue = queue;
        this.selector = selector;
        this.unused = new Cursor();
        cursors.add(unused);
    }

    @Override
    public Queue getQueue() throws JMSException {
        checkOpen();
        return (Queue) queue;
    }

    @Override
    public String getMessageSelector() throws JMSException {
        checkOpen();
        return selector;
    }

    /** {@inheritDoc} It fails with an unchecked exception if the browser or its session is closed meanwhile. */
    @Override
    public Enumeration<Message> getEnumeration() throws JMSException {
        checkOpen();
        if (unused != null) {
            unused.close();
            unused = null;
        }
        Cursor cursor = new Cursor();
        cursors.add(cursor);
        return cursor;
    }

    private void checkOpen() throws JMSException {
        session.checkOpen();
        if (closed) {
            throw new IllegalStateException("this browser of " + queue + " is closed");
        }
    }

    @Override
    public void close() {
        closed = true;
        List.copyOf(cursors).forEach(Cursor::close);
    }

    /** The broker's cursor, and the page it has given. */
    private final class Cursor implements Enumeration<Message> {
        private final long number = session.nextNumber();
        private final ArrayDeque<Delivery> page = new ArrayDeque<>();
        private boolean atEnd;

        Cursor() throws JMSException {
            Replies.await(session.link().openBrowser(number, queue.destinationName(), selector));
        }

        @Override
        public boolean hasMoreElements() {
            if (page.isEmpty() && !atEnd) {
                fetch();
            }
            return !page.isEmpty();
        }

        private void fetch() {
            try {
                checkOpen();
                List<Delivery> next = Replies.await(session.link().browse(number, PAGE_MESSAGES));
                page.addAll(next);
                if (next.size() < PAGE_MESSAGES) {
                    close();
                }
            } catch (JMSException e) {
                throw JmsErrors.unchecked(e);
            }
        }

        @Override
        public Message nextElement() {
            if (!hasMoreElements()) {
                throw new NoSuchElementException("the browser of " + queue + " has no more messages");
            }
            return session.toBrowsedMessage(page.poll());
        }

        void close() {
            atEnd = true;
            if (cursors.remove(this)) {
                session.link().closeBrowser(number);
            }
        }
    }
}
