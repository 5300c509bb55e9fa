/**
 * The whole, through {@code jakarta.jms}, killed again and again. {@link io.postrider.crash.CrashTest} starts a process
 * ({@link io.postrider.crash.LoadProcess}) that holds a broker and a mixed load, and kills it with SIGKILL at seeded
 * moments. The process writes down what it is about to do and what it has been promised; {@link io.postrider.crash.Ledger}
 * holds that against what a provider owes.
 */
package io.postrider.crash;
