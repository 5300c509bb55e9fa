package io.postrider.crash;

/**
 * What one run of the load process is given.
 *
 * @param seed the test's seed
 * @param run which start of the process this is, from 1
 * @param log where events are written
 */
record LoadSettings(long seed, int run, EventLog log) {}
