package io.postrider.ra.redeployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.UnixOperatingSystemMXBean;
import io.postrider.ra.container.PlainContainer;
import jakarta.jms.JMSContext;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Deployed and undeployed many times, on one directory: {@code -Dpostrider.redeployments=100} for the figures in the documents. */
class RedeploymentTest {
    private static final int DEPLOYMENTS = Integer.getInteger("postrider.redeployments", 5);

    /** JDK 17 keeps the class of the record whose equals it has linked last, in a static of ObjectMethods, until the next one. */
    private static final int HELD_BY_THE_JDK = 1;

    @TempDir
    private Path directory;

    /** What a process has at one moment, after a garbage collection. */
    private record Figures(int threads, long heapKilobytes, long openFiles) {

        static Figures now() {
            System.gc();
            return new Figures(
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024,
                    ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                            ? unix.getOpenFileDescriptorCount()
                            : 0);
        }
    }

    @Test
    @Timeout(value = 30, unit = java.util.concurrent.TimeUnit.MINUTES)
    void nothingIsLeftOfADeployment() throws Exception {
        nothingIsLeftOf("vm://redeployed?dataDirectory=" + directory);
    }

    @Test
    void nothingIsLeftOfAnEngineThatTheServerHasBootedAndNoBrokerUsed() throws Exception {
        nothingIsLeftOf("vm://redeployed?journal=memory");
    }

    private static void nothingIsLeftOf(String url) throws Exception {
        Deployment.run(url);
        Figures before = Figures.now();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        for (int i = 0; i < DEPLOYMENTS; i++) {
            loaders.add(Deployment.run(url));
        }
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            Figures after = Figures.now();
            assertThat(held(loaders)).as("class loaders that somebody holds").isLessThanOrEqualTo(HELD_BY_THE_JDK);
            assertThat(after.threads).as("threads").isLessThanOrEqualTo(before.threads + 1);
            assertThat(after.openFiles).as("open files").isLessThanOrEqualTo(before.openFiles + 1);
        });
        System.out.println(held(loaders) + " of " + DEPLOYMENTS + " class loaders are held");
        System.out.println("after one deployment: " + before);
        System.out.println("after " + DEPLOYMENTS + " more:  " + Figures.now());
    }

    @Test
    void nothingIsLeftInThreadsThatServedOnceAndStay() throws Exception {
        String url = "vm://redeployed?dataDirectory=" + directory;
        List<ExecutorService> threads = new ArrayList<>();
        List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
        try {
            for (int i = 0; i < DEPLOYMENTS; i++) {
                ExecutorService thread = Executors.newSingleThreadExecutor();
                threads.add(thread);
                loaders.add(thread.submit(() -> Deployment.run(url)).get());
            }
            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
                System.gc();
                assertThat(held(loaders))
                        .as("class loaders that somebody holds")
                        .isLessThanOrEqualTo(HELD_BY_THE_JDK);
            });
        } finally {
            threads.forEach(ExecutorService::shutdownNow);
        }
    }

    @Test
    void anAdapterThatIsStoppedStartsAgainInItsClassLoader() throws Exception {
        String url = "vm://stopped-and-started?dataDirectory=" + directory;
        try (PlainContainer container = new PlainContainer(url, null);
                JMSContext context = container.connectionFactory().createContext()) {
            context.createProducer().send(context.createQueue("q"), "kept");
        }
        try (PlainContainer container = new PlainContainer(url, null);
                JMSContext context = container.connectionFactory().createContext()) {
            assertThat(context.createConsumer(context.createQueue("q")).receiveBodyNoWait(String.class))
                    .isEqualTo("kept");
        }
    }

    private static long held(List<WeakReference<ClassLoader>> loaders) {
        return loaders.stream().filter(loader -> loader.get() != null).count();
    }
}
