/** A Jakarta Connectors container for the provider's resource adapter: Apache Geronimo's, and what a server has beside it. */
package io.postrider.tck.connector;
