/** The names that begin with {@code java:}. JNDI finds them by this package's name and its class's. */
package io.postrider.tck.connector.java;
