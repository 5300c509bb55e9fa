package io.postrider.ra.handle;

import io.postrider.client.consumer.PostriderQueueBrowser;
import jakarta.jms.JMSException;
import jakarta.jms.Queue;
import jakarta.jms.QueueBrowser;
import java.util.Enumeration;

/** A component's browser. */
public final class BrowserHandle implements QueueBrowser {
    private final Lent<PostriderQueueBrowser> browser;

    BrowserHandle(Lent<PostriderQueueBrowser> browser) {
        this.browser = browser;
    }

    @Override
    public Queue getQueue() throws JMSException {
        return browser.get().getQueue();
    }

    @Override
    public String getMessageSelector() throws JMSException {
        return browser.get().getMessageSelector();
    }

    @Override
    public Enumeration<?> getEnumeration() throws JMSException {
        return browser.get().getEnumeration();
    }

    @Override
    public void close() throws JMSException {
        browser.close();
    }
}
