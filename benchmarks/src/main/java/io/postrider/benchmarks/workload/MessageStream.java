package io.postrider.benchmarks.workload;

/** Producers that send as fast as they may, and consumers that receive: what most workloads are. */
record MessageStream(String name, int kind, String title, Shape shape) implements Workload {

    @Override
    public Metric compared() {
        return Metric.RATE;
    }

    @Override
    public Readings run(Bed bed) throws Exception {
        Meter meter = new Meter();
        Credit credit = new Credit(bed.terms().inFlight(), shape.producers() + shape.consumers());
        new Receivers(bed, shape, meter, credit).open();
        new Senders(bed, shape, meter, shape.consumers() == 0 ? null : credit).start();
        return meter.read(bed);
    }
}
