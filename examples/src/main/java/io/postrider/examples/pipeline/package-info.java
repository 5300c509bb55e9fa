/**
 * The main job on real input: records go through three stages (ingest, enrich, aggregate) that a crash cannot make lose or
 * double a record. {@link io.postrider.examples.pipeline.Demo} runs it and kills it half-way.
 *
 * <p>What to copy from here: each stage takes its input, sends its output and notes its own progress in <em>one</em>
 * transacted session. Progress is a message, too ({@link io.postrider.examples.pipeline.Ingest} keeps its offset on a queue,
 * {@link io.postrider.examples.pipeline.Aggregate} its totals), so one commit moves all of it or nothing.
 */
package io.postrider.examples.pipeline;
