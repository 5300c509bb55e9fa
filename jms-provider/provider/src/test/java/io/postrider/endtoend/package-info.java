/** The whole provider through its public API, over {@code vm://} with a journal in memory. */
package io.postrider.endtoend;
