package io.postrider.benchmarks.workload;

import io.postrider.benchmarks.workload.Shape.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All that is measured, in the order of the tables. */
public final class Workloads {
    private static final int[][] NON_PERSISTENT_SIZES = {{1, 1}, {4, 4}, {32, 8}};
    private static final int[] CONFIRMING = {1, 4};
    private static final int[][] PERSISTENT_SIZES = {{1, 1}, {8, 8}, {32, 8}};

    private Workloads() {}

    /** Every workload. */
    public static List<Workload> all() {
        List<Workload> all = new ArrayList<>();
        for (int[] size : NON_PERSISTENT_SIZES) {
            all.add(stream(
                    1, "queue-nonpersistent", "non-persistent queue", size, Shape.queue(size[0], size[1], false)));
        }
        for (int[] size : PERSISTENT_SIZES) {
            all.add(stream(2, "queue-persistent", "persistent queue", size, Shape.queue(size[0], size[1], true)));
        }
        for (int[] size : new int[][] {{1, 1}, {8, 8}}) {
            Shape shape = Shape.queue(size[0], size[1], true).async();
            all.add(stream(3, "queue-async", "persistent queue, completion listener", size, shape));
        }
        all.add(stream(
                4,
                "queue-transactions-10",
                "transactions of 10",
                new int[] {8, 8},
                Shape.queue(8, 8, true).transacted(10)));
        all.add(stream(
                4,
                "queue-transactions-100",
                "transactions of 100",
                new int[] {1, 1},
                Shape.queue(1, 1, true).transacted(100)));
        all.add(stream(
                5,
                "topic-fanout",
                "topic, non-persistent",
                new int[] {1, 10},
                Shape.queue(1, 10, false).to(Target.TOPIC)));
        all.add(stream(
                5,
                "topic-durable",
                "durable subscriptions, persistent",
                new int[] {1, 4},
                Shape.queue(1, 4, true).to(Target.DURABLE_SUBSCRIPTIONS)));
        all.add(stream(
                5,
                "topic-shared-durable",
                "shared durable subscription, persistent",
                new int[] {1, 8},
                Shape.queue(1, 8, true).to(Target.SHARED_DURABLE_SUBSCRIPTION)));
        all.add(new RequestReply("request-reply", 6, "request and reply over a temporary queue"));
        all.add(new MessageStream("send-latency", 7, "persistent send alone", Shape.queue(1, 0, true)));
        all.add(stream(
                8,
                "selectors",
                "consumers with distinct selectors",
                new int[] {1, 200},
                Shape.queue(1, 200, false).selecting()));
        all.add(new Backlog("backlog", 9, "a backlog in and out, heap of 512 MiB"));
        all.add(new ManyQueues("many-1000", 10, "1,000 queues, 100 connections", 1_000, 100));
        all.add(new ManyQueues("many-10000", 10, "10,000 queues, 1,000 connections", 10_000, 1_000));
        all.add(new Restart("restart", 11, "from SIGKILL to the first message"));
        all.add(new Branches("branches-8x8", 12, "XA, two phases, one branch, 8x8", 8, 8));
        all.add(new Growth("growth-queues", 13, "from 100 queues to 1,000", Growth.Of.QUEUES, 100));
        all.add(new Growth("growth-connections", 13, "from 100 connections to 1,000", Growth.Of.CONNECTIONS, 100));
        all.add(new Growth("growth-subscriptions", 13, "from 10 subscriptions to 100", Growth.Of.SUBSCRIPTIONS, 10));
        all.add(new Growth("growth-backlog", 13, "from a backlog to ten of them", Growth.Of.BACKLOG, 0));
        return List.copyOf(all);
    }

    private static Workload stream(int kind, String name, String title, int[] size, Shape shape) {
        String suffix = size[0] + "x" + size[1];
        return new MessageStream(name + "-" + suffix, kind, title + ", " + suffix, shape);
    }

    /**
     * Not measures: what durability is checked with.
     *
     * @param producers how many confirm
     */
    public static Workload confirmations(int producers) {
        return new Confirmations("confirmations-" + producers, producers);
    }

    /**
     * The workload of that name, also of one that only follows another.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static Workload named(String name) {
        return Stream.concat(all().stream(), IntStream.of(CONFIRMING).mapToObj(Workloads::confirmations))
                .flatMap(workload -> Stream.concat(Stream.of(workload), workload.afterKill().stream()))
                .filter(workload -> workload.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no workload is called " + name));
    }
}
