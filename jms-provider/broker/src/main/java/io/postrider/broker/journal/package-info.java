/**
 * The journal's SPI: what the core asks of a store, free of SQL and of any knowledge of what the records mean.
 *
 * <p>A journal is a log. The core appends <em>units</em> of records, each all or nothing; some records are
 * <em>retained</em> until the core releases them, the others (acknowledgements, outcomes of transactions) only cancel
 * what stands before them. A journal forgets a cancelling record when all that it cancelled has been released: so none
 * needs to be kept for its own sake, and no released record comes back.
 *
 * <p>That holds for records that cancel the whole of what they name. A record that takes away a part (one queue's share of a
 * message that others still hold) says something that holds on: it is to be retained itself, until the rest is released.
 */
package io.postrider.broker.journal;
