package io.postrider.cdi.context;

import jakarta.jms.JMSContext;

/**
 * What a listener method is called with: while it runs, injected contexts that connect like its own are its own, so that what it
 * sends is part of the transaction its message was received in.
 *
 * @param request what the listener itself has connected for
 * @param context the listener's context
 * @param transaction the key of the JTA transaction it is enlisted in, or null where its own local transaction takes its place
 */
public record ListenerWork(ContextRequest request, JMSContext context, Object transaction) {}
