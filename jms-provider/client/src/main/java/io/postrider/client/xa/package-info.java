/** The {@code XAResource} of a session; section 11.3 of the specification, and Jakarta Transactions. */
package io.postrider.client.xa;
