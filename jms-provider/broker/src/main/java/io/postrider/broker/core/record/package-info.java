/**
 * What the core writes to its journal: one permanent code per record, its layout, and its reading at recovery. Numbers
 * without a type are variable-length; keys, instants and branch numbers are longs; a destination is its kind's code and its
 * name; an optional string is preceded by a byte that says whether it is there.
 *
 * <pre>
 *  1 store                 generation, string broker id, byte clean, long clean up to, next queue
 *  2 queue known           queue, destination
 *  3 subscription made     queue, optional client id, name, byte shared, destination, optional selector, byte noLocal
 *  4 subscription deleted  queue; also of a queue that an operator deleted
 *  5 message added         byte flags (1 expires, 2 delayed), byte priority, key, [expiration], [delivery time],
 *                          count of shares (queue * 2 + exposed); the encoded message follows to the end
 *  6 messages removed      queue, count of keys
 *  7 attempts              queue, key, attempts, byte seen
 *  8 exposed               queue, long up to key
 *  9 branch prepared       branch, int format, bytes global, bytes qualifier,
 *                          count of (queue, count of keys) added, the same acknowledged
 * 10 branch ended          branch
 * 11 seen                  queue, long up to key
 * 12 shared removed        queue, count of keys
 * 13 paused                queue, long change, byte paused
 * 14 branch decided        branch, int format, bytes global, bytes qualifier, byte committed
 * 15 branch forgotten      branch
 * 16 sequences done        byte kind (0 sends, 1 commits), long producer, count of (long first, long last)
 * </pre>
 */
package io.postrider.broker.core.record;
