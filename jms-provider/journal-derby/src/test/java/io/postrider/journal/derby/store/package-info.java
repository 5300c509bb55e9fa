/** Tests of the database below the journal. */
package io.postrider.journal.derby.store;
