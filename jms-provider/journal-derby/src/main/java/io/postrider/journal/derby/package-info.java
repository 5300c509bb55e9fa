/**
 * A journal in an Apache Derby database: a log in a ring of segment tables. The only code of the product that knows SQL. See
 * docs/JOURNAL.md for the format, the life of a segment, what is promised and what was measured.
 */
package io.postrider.journal.derby;
