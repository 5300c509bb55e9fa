/**
 * Derby's files without channels. Derby reads and writes pages through {@link java.nio.channels.FileChannel}s, which an
 * interrupt of the thread closes; Derby then shuts the database down. Through plain random access files, as Derby does itself
 * where a storage has no channels, interrupts have no effect: so a caller's own thread may commit. This uses the extension
 * point that Derby publishes, {@code org.apache.derby.io}; the files on disk are the same.
 */
package io.postrider.journal.derby.files;
