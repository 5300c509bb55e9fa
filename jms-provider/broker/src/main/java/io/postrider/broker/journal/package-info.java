/**
 * The journal's SPI: what the core asks of a store, free of SQL and of any knowledge of what the records mean.
 *
 * <p>A journal is a log. The core appends <em>units</em> of records, each all or nothing; some records are
 * <em>retained</em> until the core releases them, the others (acknowledgements, outcomes of transactions) only cancel
 * what stands before them. The journal gives space back oldest first, after moving what is still retained to its end: so
 * no cancelling record ever disappears before the record it cancels, and none needs to be kept for its own sake.
 */
package io.postrider.broker.journal;
