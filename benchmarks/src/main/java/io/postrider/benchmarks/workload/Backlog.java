package io.postrider.benchmarks.workload;

/** Many messages in while nobody receives, and then out; beside the same load where all is received at once. */
record Backlog(String name, int kind, String title) implements Workload {
    private static final int PARTIES = 4;
    private static final int BATCH = 100;
    /** The load without a backlog is a part of it, so that all takes little more time. */
    private static final int FLOWING_PART = 10;

    private static final int SMALL_HEAP_MEBIBYTES = 512;

    @Override
    public Metric compared() {
        return Metric.DRAIN_RATE;
    }

    @Override
    public int heapMebibytes() {
        return SMALL_HEAP_MEBIBYTES;
    }

    static Shape shape() {
        return Shape.queue(PARTIES, PARTIES, true).transacted(BATCH);
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        long backlog = bed.terms().backlog();
        flow(bed, backlog / FLOWING_PART);
        double flowRate = flow(bed, backlog / FLOWING_PART);

        long start = System.nanoTime();
        new Senders(bed, shape(), new Meter(), null).send(backlog);
        double fillRate = backlog * 1e9 / (System.nanoTime() - start);

        Meter meter = new Meter();
        long cpu = bed.cpu().micros();
        start = System.nanoTime();
        Receivers receivers = new Receivers(bed, shape(), meter, unbounded());
        receivers.open();
        awaitAlmost(bed, meter, backlog);
        double drainRate = meter.counted() * 1e9 / (System.nanoTime() - start);
        return new Readings()
                .with(Metric.RATE, flowRate)
                .with(Metric.FILL_RATE, fillRate)
                .with(Metric.DRAIN_RATE, drainRate)
                .with(Metric.CPU_MICROS, (double) (bed.cpu().micros() - cpu) / meter.counted());
    }

    private static double flow(Bed bed, long messages) throws Exception {
        Meter meter = new Meter();
        Credit credit = new Credit(bed.terms().inFlight(), PARTIES * 2);
        Receivers receivers = new Receivers(bed, shape(), meter, credit);
        receivers.open();
        long start = System.nanoTime();
        new Senders(bed, shape(), meter, credit).send(messages);
        awaitAlmost(bed, meter, messages);
        double rate = meter.counted() * 1e9 / (System.nanoTime() - start);
        receivers.close();
        return rate;
    }

    /** The last ones may be part of transactions that nobody fills up. */
    private static void awaitAlmost(Bed bed, Meter meter, long messages) throws Exception {
        while (meter.counted() < messages - 2L * PARTIES * BATCH) {
            bed.pass(1);
        }
    }

    private static Credit unbounded() {
        return new Credit(0, 1);
    }
}
