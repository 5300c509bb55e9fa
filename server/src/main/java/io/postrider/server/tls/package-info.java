/** A server's certificates: read from PEM and PKCS#12 files, and read again when these have changed. */
package io.postrider.server.tls;
