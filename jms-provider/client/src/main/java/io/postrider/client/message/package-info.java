/**
 * The messages of the application: all of chapter 3 of the specification.
 *
 * <p>A connection has one {@link io.postrider.client.message.MessageFactory}, with its
 * {@link io.postrider.client.message.ObjectTrust}. Sessions make new messages with its {@code create...} methods, and wrap
 * each delivery with {@link io.postrider.client.message.MessageFactory#received received} just before they hand it to the
 * application. A producer decides a {@link io.postrider.client.message.SendStamp} and calls
 * {@link io.postrider.client.message.OutgoingMessage#stamp}, which gives the immutable message for the link and writes
 * the provider's headers back to the application's. {@link io.postrider.client.message.MessageProperties} also serves as the
 * properties of a {@code JMSProducer}, and {@link io.postrider.client.message.PropertyNames#supported} answers
 * {@code ConnectionMetaData.getJMSXPropertyNames}.
 */
package io.postrider.client.message;
