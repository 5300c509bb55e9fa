package io.postrider.remote;

import io.postrider.broker.Broker;
import io.postrider.broker.tcp.Acceptor;
import io.postrider.broker.tcp.AcceptorSettings;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/** A broker in a process of its own, which says on request what it has taken. Ends with its standard input. Arguments: how many connections. */
final class MeasuredBroker {
    private MeasuredBroker() {}

    public static void main(String[] arguments) throws Exception {
        try (Broker broker =
                        Broker.named("measured").journal("memory").guests(true).start();
                Acceptor acceptor = Acceptor.start(
                        AcceptorSettings.builder()
                                .port(0)
                                .maxConnections(Integer.parseInt(arguments[0]))
                                .build(),
                        broker::accept);
                BufferedReader requests =
                        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
            System.out.println(acceptor.port());
            while (requests.readLine() != null) {
                System.gc();
                System.gc();
                System.out.println(broker.status().connections() + " "
                        + ManagementFactory.getMemoryMXBean()
                                .getHeapMemoryUsage()
                                .getUsed() + " "
                        + ManagementFactory.getThreadMXBean().getThreadCount());
            }
        }
    }
}
