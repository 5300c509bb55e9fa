/** Topics and their subscriptions: who is there, under which names, and who gets which message. */
package io.postrider.broker.core.topic;
