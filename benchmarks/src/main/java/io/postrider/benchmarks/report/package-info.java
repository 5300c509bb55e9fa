/** Medians and ratios of what was measured, and the tables and charts made of them. */
package io.postrider.benchmarks.report;
