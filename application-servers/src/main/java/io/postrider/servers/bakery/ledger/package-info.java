/** The table that both archives write into, in the transaction of whoever writes. */
package io.postrider.servers.bakery.ledger;
