package io.postrider.client.message;

import io.postrider.protocol.link.Delivery;
import io.postrider.protocol.message.Body;
import jakarta.jms.JMSException;
import jakarta.jms.TextMessage;

/** A message with a string; section 3.11. The string is never copied: within one VM the receiver gets the sender's. */
public final class PostriderTextMessage extends PostriderMessage implements TextMessage {
    private String text;

    /**
     * A new message.
     *
     * @param text or null
     */
    PostriderTextMessage(String text) {
        this.text = text;
    }

    PostriderTextMessage(Delivery delivery, Acknowledger acknowledger) {
        super(delivery, acknowledger);
    }

    @Override
    public void setText(String string) throws JMSException {
        requireWritableBody();
        text = string;
    }

    @Override
    public String getText() throws JMSException {
        if (hasUnreadBody()) {
            text = ((Body.Text) readBody()).text();
        }
        return text;
    }

    @Override
    public <T> T getBody(Class<T> c) throws JMSException {
        String body = getText();
        return body == null ? null : bodyAs(c, body);
    }

    @Override
    @SuppressWarnings("rawtypes")
    public boolean isBodyAssignableTo(Class c) throws JMSException {
        String body = getText();
        return body == null || c.isInstance(body);
    }

    @Override
    Body bodySnapshot() throws JMSException {
        return new Body.Text(getText());
    }

    @Override
    void emptyBody() {
        text = null;
    }
}
