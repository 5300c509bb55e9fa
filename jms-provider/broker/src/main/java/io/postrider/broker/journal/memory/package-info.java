/** A journal that keeps its records in memory: for tests, and for brokers that need not survive their process. */
package io.postrider.broker.journal.memory;
