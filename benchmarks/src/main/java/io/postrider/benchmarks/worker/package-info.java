/** What runs in the process of a provider: its broker, a workload, or both. Started by the bench, never by people. */
package io.postrider.benchmarks.worker;
