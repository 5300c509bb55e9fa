/** All SQL and all that is peculiar to Derby: how it is booted, its tables, its errors and its log file. */
package io.postrider.journal.derby.store;
