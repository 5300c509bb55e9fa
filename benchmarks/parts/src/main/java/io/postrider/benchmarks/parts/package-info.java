/** Postrider's parts by themselves, measured with JMH: where the time of a message goes. */
package io.postrider.benchmarks.parts;
