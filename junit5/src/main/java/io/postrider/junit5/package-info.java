/**
 * Tests against a real broker: {@link io.postrider.junit5.PostriderTest} gives each test, or each class of tests, a broker of its own,
 * and takes it away at the end.
 */
package io.postrider.junit5;
