/** A disk that fails, tears, delays and loses what was not synced, under Derby and the journal on it. */
package io.postrider.journal.derby.fault;
