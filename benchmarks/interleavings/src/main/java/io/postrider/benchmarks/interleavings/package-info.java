/** What is lock-free, under all interleavings that jcstress comes upon: {@code bin/postrider bench --interleavings}. */
package io.postrider.benchmarks.interleavings;
