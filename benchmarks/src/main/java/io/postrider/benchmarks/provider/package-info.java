/** What the bench needs of a provider beyond {@code jakarta.jms}: a broker to start and factories that reach it. */
package io.postrider.benchmarks.provider;
