package io.postrider.journal.derby;

/**
 * Where a retained record lies; what a {@link io.postrider.broker.journal.RetainedRecord} holds of this journal. Small,
 * as there is one for every message a broker keeps.
 *
 * @param segment whose list of retained records it is in
 * @param index its place in that list
 */
record Location(Segment segment, int index) {}
