package io.postrider.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.postrider.protocol.message.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutgoingFramesTest {
    private final OutgoingFrames frames = new OutgoingFrames();

    @Test
    void afterAResumeExactlyWhatWasNotReceivedIsWrittenAgain() {
        add(1, 5);
        assertThat(next(4)).containsExactly(1L, 2L, 3L, 4L);
        frames.resume(2);
        add(6, 7);
        assertThat(next(5)).containsExactly(3L, 4L, 5L, 6L, 7L);
        assertThat(frames.hasNext()).isFalse();
        assertThatThrownBy(frames::next).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aConfirmationOfWhatWasNeverWrittenIsRefused() {
        add(1, 3);
        next(2);
        assertThatThrownBy(() -> frames.confirm(3)).isInstanceOf(MalformedMessageException.class);
        frames.confirm(2);
        assertThatThrownBy(() -> frames.confirm(1)).isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> frames.resume(3)).isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void aBatchEndsOnceItHoldsEnough() {
        add(1, 10);
        int each = frame(1).totalBytes();
        List<EncodedFrame> batch = new ArrayList<>();
        frames.drainTo(batch, 3 * each - 1);
        assertThat(batch).hasSize(3);
        assertThat(frames.unwrittenBytes()).isEqualTo(7L * each);
        frames.drainTo(batch, Integer.MAX_VALUE);
        assertThat(batch).hasSize(10);
        assertThat(frames.unwrittenBytes()).isZero();
        frames.resume(4);
        assertThat(frames.unwrittenBytes()).isEqualTo(6L * each);
    }

    @Test
    void throughAnyNumberOfBreaksTheOtherSideReceivesEachFrameOnceAndInOrder() {
        long seed = Long.getLong("postrider.seed", System.nanoTime());
        Random random = new Random(seed);
        List<Long> received = new ArrayList<>();
        List<Long> onTheirWay = new ArrayList<>();
        long added = 0;
        for (int step = 0; step < 20_000; step++) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    int more = random.nextInt(20);
                    add(added + 1, added + more);
                    added += more;
                }
                case 1 -> {
                    for (int n = random.nextInt(20); n > 0 && frames.hasNext(); n--) {
                        onTheirWay.add(number(frames.next()));
                    }
                }
                case 2 -> {
                    for (int n = random.nextInt(20); n > 0 && !onTheirWay.isEmpty(); n--) {
                        received.add(onTheirWay.remove(0));
                    }
                }
                case 3 -> frames.confirm(received.size());
                default -> {
                    onTheirWay.clear();
                    frames.resume(received.size());
                }
            }
        }
        assertThat(received).as("seed %d", seed).hasSizeGreaterThan(100);
        for (int i = 0; i < received.size(); i++) {
            assertThat(received.get(i)).as("seed %d", seed).isEqualTo(i + 1L);
        }
        frames.resume(received.size());
        while (frames.hasNext()) {
            frames.next();
        }
        frames.confirm(added);
        assertThat(frames.keptBytes()).as("seed %d", seed).isZero();
        assertThat(frames.keptFrames()).as("seed %d", seed).isZero();
    }

    private void add(long first, long last) {
        for (long n = first; n <= last; n++) {
            frames.add(frame(n));
        }
    }

    private List<Long> next(int count) {
        List<Long> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            numbers.add(number(frames.next()));
        }
        return numbers;
    }

    private static EncodedFrame frame(long request) {
        return FrameEncoder.encode(new Frame.Done(request));
    }

    private static long number(EncodedFrame frame) {
        byte[] head = java.util.Arrays.copyOfRange(frame.start(), EncodedFrame.BEFORE_HEAD_BYTES, frame.start().length);
        return ((Frame.Done) FrameDecoder.decode(frame.type(), head, frame.body())).request();
    }
}
