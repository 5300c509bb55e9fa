/** From the journal's records back to queues, subscriptions and prepared branches. */
package io.postrider.broker.core.recovery;
