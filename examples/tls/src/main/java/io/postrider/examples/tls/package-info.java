/** A client of a server, over TLS. */
package io.postrider.examples.tls;
