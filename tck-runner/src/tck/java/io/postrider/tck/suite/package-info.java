/** The official TCK's standalone tests in suites, each for a fork of its own; compiled in the profile {@code tck} only. */
package io.postrider.tck.suite;
