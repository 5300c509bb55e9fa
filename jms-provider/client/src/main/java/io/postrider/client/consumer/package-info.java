/**
 * Consumers and browsers. A consumer's deliveries wait in its {@code DeliveryBuffer} between the broker's thread, which
 * puts them there, and the application's or the session's strand, which takes them.
 */
package io.postrider.client.consumer;
