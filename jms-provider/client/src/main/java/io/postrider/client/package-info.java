/**
 * The Jakarta Messaging provider's client: {@code PostriderConnectionFactory}, and in the sub-packages the objects it makes.
 * A sub-package never uses this one.
 */
package io.postrider.client;
