package io.postrider.ra.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.resource.spi.work.Work;
import jakarta.resource.spi.work.WorkManager;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Timer;
import org.junit.jupiter.api.Test;

class WorkExecutorTest {
    private final ClassLoader ofApplication = new ClassLoader(WorkExecutorTest.class.getClassLoader()) {};
    private final List<ClassLoader> seen = new ArrayList<>();
    private final List<Work> scheduled = new ArrayList<>();
    private final WorkManager workManager = (WorkManager) Proxy.newProxyInstance(
            WorkManager.class.getClassLoader(), new Class<?>[] {WorkManager.class}, (proxy, method, arguments) -> {
                seen.add(Thread.currentThread().getContextClassLoader());
                scheduled.add((Work) arguments[0]);
                return 0L;
            });

    @Test
    void theServerDoesNotSeeTheClassLoaderThatATaskRunsWith() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        WorkExecutor executor = new WorkExecutor(workManager, new Timer(true));
        try {
            thread.setContextClassLoader(ofApplication);
            executor.execute(() -> seen.add(thread.getContextClassLoader()));
            assertThat(thread.getContextClassLoader()).isSameAs(ofApplication);

            thread.setContextClassLoader(null);
            scheduled.get(0).run();

            assertThat(thread.getContextClassLoader()).isNull();
            assertThat(seen).containsExactly(workManager.getClass().getClassLoader(), ofApplication);
        } finally {
            thread.setContextClassLoader(before);
            executor.close();
        }
    }
}
