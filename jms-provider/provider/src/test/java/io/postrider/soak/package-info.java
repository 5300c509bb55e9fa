/**
 * A broker under mixed load for a long time, whose clients count: {@link io.postrider.soak.SoakTest} watches that nothing is lost,
 * doubled, out of order or seen again, and that memory, threads, files and store do not grow.
 */
package io.postrider.soak;
