/**
 * Postrider in Spring Boot applications: a connection factory and, unless another broker is named, the broker itself, configured by
 * {@code postrider.*}. Applications use Spring's own {@code JmsTemplate}, {@code JmsClient} and {@code @JmsListener}.
 */
package io.postrider.spring;
