package io.postrider.examples.pipeline;

/** The destinations of the pipeline, and what is written on its messages. */
final class Names {
    /** Queue: one message for each line of the input. */
    static final String RAW = "demo.raw";
    /** Topic: one message for each enriched record. */
    static final String ENRICHED = "demo.enriched";
    /** The durable shared subscription of {@link #ENRICHED} that the totals are made from. */
    static final String SUBSCRIPTION = "totals";
    /** Queue of at most one message: how many lines have been ingested. */
    static final String OFFSET = "demo.offset";
    /** Queue of at most one message: the totals so far. */
    static final String TOTALS = "demo.totals";

    /** Property: the record's number, from 0; what makes it unique. */
    static final String RECORD = "record";
    /** Property: which group the record counts for. */
    static final String GROUP = "group";
    /** Property: what the enrichment measured. */
    static final String MEASURE = "measure";

    private Names() {}
}
