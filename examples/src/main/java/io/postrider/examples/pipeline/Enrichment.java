package io.postrider.examples.pipeline;

/** What the second stage adds to a record. Safe for all threads. */
interface Enrichment {

    /** Looks at one line of the input; any line will do, an empty one too. */
    Result enrich(String line);

    /** What the groups are, for the report: such as "places by state". */
    String groupTitle();

    /** What the greatest measure is, for the report. */
    String measureTitle();

    /**
     * An enriched record.
     *
     * @param group what it is counted for
     * @param measure a figure, of which the greatest is reported
     * @param text the record with what was added
     */
    record Result(String group, double measure, String text) {}
}
