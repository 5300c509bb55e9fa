/** The format of the journal's blocks: bytes only, no SQL and no I/O. Permanent; described in docs/JOURNAL.md. */
package io.postrider.journal.derby.block;
