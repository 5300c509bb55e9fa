/** A message-driven bean that listens at a broker outside of the server. */
package io.postrider.servers.bakery.courier;
