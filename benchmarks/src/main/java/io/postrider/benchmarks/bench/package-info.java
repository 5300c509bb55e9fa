/** The command {@code bench}: which runs there are, in which order, each in processes of its own. */
package io.postrider.benchmarks.bench;
