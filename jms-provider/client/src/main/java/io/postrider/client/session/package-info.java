/**
 * Sessions: what belongs to one thread of work at a time. {@code PostriderSession} is the application's side, made of short
 * methods; {@code SessionCore} holds the state and the rules.
 */
package io.postrider.client.session;
