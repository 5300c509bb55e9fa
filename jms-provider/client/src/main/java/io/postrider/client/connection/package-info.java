/**
 * Connections. {@code PostriderConnection} is the application's side, made of short methods; {@code ConnectionCore} holds the
 * link, the sessions and the rules of starting, stopping and closing.
 */
package io.postrider.client.connection;
