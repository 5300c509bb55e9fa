/**
 * Which thread runs the application's code: strands on a pool of the connection, and whose turn it is in a session.
 * Knows nothing of messages.
 */
package io.postrider.client.dispatch;
