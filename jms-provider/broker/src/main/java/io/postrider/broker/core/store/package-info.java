/** Messages as the broker keeps them: in memory within a budget, in the journal, or both. */
package io.postrider.broker.core.store;
