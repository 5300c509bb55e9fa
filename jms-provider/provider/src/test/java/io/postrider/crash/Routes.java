package io.postrider.crash;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who sends where, and who receives how, in the load. An endpoint is a queue or a durable subscription of {@link #TOPIC}. */
final class Routes {
    /** Queue: two producers, one waiting and one asynchronous; a listener in AUTO_ACKNOWLEDGE that fails now and then. */
    static final String AUTO = "auto";
    /** Queue: a transacted producer; CLIENT_ACKNOWLEDGE with {@code recover} now and then. */
    static final String CLIENT = "client";
    /** Queue: from here two competing sessions move messages to {@link #OUT}, each in one transaction. */
    static final String IN = "in";
    /** Queue: one transacted consumer that rolls back now and then. */
    static final String OUT = "out";
    /** Queue: from here one session moves messages to {@link #BRANCH_OUT}, in distributed transactions. */
    static final String BRANCH_IN = "branch-in";
    /** Queue: one transacted consumer. */
    static final String BRANCH_OUT = "branch-out";
    /** Queue without a consumer before the end. */
    static final String QUIET = "quiet";
    /** Topic of the two subscriptions. */
    static final String TOPIC = "events";
    /** Durable subscription: a listener in DUPS_OK_ACKNOWLEDGE. */
    static final String DURABLE = "durable";
    /** Shared durable subscription: two transacted consumers. */
    static final String SHARED = "shared";

    /** The endpoints at which each producer's messages must arrive. */
    static final Map<String, List<String>> ENDPOINTS_BY_PRODUCER = Map.ofEntries(
            Map.entry("sync", List.of(AUTO)),
            Map.entry("async", List.of(AUTO)),
            Map.entry("txsend", List.of(CLIENT)),
            Map.entry("feed", List.of(IN)),
            Map.entry("txmove1", List.of(OUT)),
            Map.entry("txmove2", List.of(OUT)),
            Map.entry("publish", List.of(DURABLE, SHARED)),
            Map.entry("branchfeed", List.of(BRANCH_IN)),
            Map.entry("txbranch", List.of(BRANCH_OUT)),
            Map.entry("quiet", List.of(QUIET)));

    /** The endpoints with one consumer: there, order is owed. */
    static final Set<String> ORDERED = Set.of(AUTO, CLIENT, OUT, BRANCH_OUT, DURABLE);

    /** The endpoints whose messages nobody can have seen before the end. */
    static final Set<String> UNSEEN = Set.of(QUIET);

    static final List<String> QUEUES = List.of(AUTO, CLIENT, IN, OUT, BRANCH_IN, BRANCH_OUT, QUIET);

    static final List<String> SUBSCRIPTIONS = List.of(DURABLE, SHARED);

    private Routes() {}
}
