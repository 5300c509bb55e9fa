/** Transactions of a connection and branches of distributed ones: what they hold, and how they end. */
package io.postrider.broker.core.transaction;
