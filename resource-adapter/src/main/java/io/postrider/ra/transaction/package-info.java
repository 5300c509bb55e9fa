/** The {@code XAResource}s that servers are given. */
package io.postrider.ra.transaction;
