package io.postrider.benchmarks.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.postrider.benchmarks.trial.Contender;
import io.postrider.benchmarks.trial.Transport;
import io.postrider.benchmarks.trial.Trial;
import io.postrider.benchmarks.workload.Workloads;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final Trial TRIAL = new Trial(Workloads.named("request-reply"), Transport.VM, 1024);

    @Test
    void theRestIsTakenToBeLikeWhatWas() {
        AtomicLong nanos = new AtomicLong();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress = new Progress(6, new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get);
        nanos.set(TimeUnit.SECONDS.toNanos(90));
        progress.ended(TRIAL, Contender.ARTEMIS, 1, TimeUnit.SECONDS.toNanos(30));
        progress.leaveOut(3);
        nanos.set(TimeUnit.SECONDS.toNanos(120));
        progress.ended(TRIAL, Contender.CLASSIC, 2, TimeUnit.SECONDS.toNanos(90));
        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "[1/6] vm-request-reply-1024, artemis, round 1: 60 s; 1.5 min gone, about 7.5 min left",
                        "[2/3] vm-request-reply-1024, classic, round 2: 30 s; 2.0 min gone, about 1.0 min left");
        assertThat(progress.minutes()).isEqualTo(2);
    }
}
