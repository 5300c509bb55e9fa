package io.postrider.broker.core.record;

import io.postrider.broker.journal.RetainedRecord;

/** A retained record of which the core knows nothing but that it is there. */
public final class KeptRecord extends RetainedRecord {}
