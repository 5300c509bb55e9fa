/** What is measured, in {@code jakarta.jms} alone: no word here is any provider's. */
package io.postrider.benchmarks.workload;
