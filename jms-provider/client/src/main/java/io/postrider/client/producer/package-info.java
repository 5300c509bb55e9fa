/** Producers: what is stamped on a message, how the caller waits, and how completion listeners are told. */
package io.postrider.client.producer;
