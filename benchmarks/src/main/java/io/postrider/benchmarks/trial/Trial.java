package io.postrider.benchmarks.trial;

import io.postrider.benchmarks.workload.Workload;
import java.util.Locale;

/** What is measured in one table: a workload, over a transport, with bodies of a size. */
public record Trial(Workload workload, Transport transport, int bodyBytes) {

    /** Of its file of results. */
    public String name() {
        return transport.name().toLowerCase(Locale.ROOT) + "-" + workload.name() + "-" + bodyBytes;
    }

    /** For people. */
    public String title() {
        return workload.title() + " (" + (transport == Transport.VM ? "in VM" : "tcp") + ", " + bodyBytes + " bytes)";
    }
}
