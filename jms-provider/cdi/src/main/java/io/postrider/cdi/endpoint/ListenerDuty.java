package io.postrider.cdi.endpoint;

import io.postrider.cdi.context.ContextScopes;

/**
 * What all sessions of a listener have in common.
 *
 * @param definition what the annotations say
 * @param method what is called
 * @param pauses which messages have to wait
 * @param scopes the container's factories, transactions and contexts
 */
record ListenerDuty(ListenerDefinition definition, ListenerMethod method, RetryPauses pauses, ContextScopes scopes) {}
