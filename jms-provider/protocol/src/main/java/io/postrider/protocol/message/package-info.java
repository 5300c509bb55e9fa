/**
 * Messages as immutable values, and their one encoding, which serves the journal, the wire and every consumer.
 *
 * <p>Depends on the JDK alone. Everything here may be read by any number of threads.
 */
package io.postrider.protocol.message;
