/** A Jakarta Connectors container in plain Java SE: threads, a pool, transactions by Narayana, and endpoints. */
package io.postrider.ra.container;
