/**
 * Postrider in a CDI container: what {@link io.postrider.cdi.PostriderExtension} brings by itself once this jar is on the
 * class path. Applications use the annotations of {@code io.postrider.cdi.listener} and {@code io.postrider.cdi.factory}, and
 * those of {@code jakarta.jms}.
 */
package io.postrider.cdi;
