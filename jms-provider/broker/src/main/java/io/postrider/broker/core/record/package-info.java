/**
 * What the core writes to its journal: one permanent code per record, its layout, and its reading at recovery. The
 * layouts are described in {@code docs/JOURNAL.md}.
 */
package io.postrider.broker.core.record;
