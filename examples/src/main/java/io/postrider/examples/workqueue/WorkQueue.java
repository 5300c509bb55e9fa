package io.postrider.examples.workqueue;

import io.postrider.client.PostriderConnectionFactory;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Three workers resize twelve images. A worker that fails gives its image back, and it is done again. */
public final class WorkQueue {
    private static final int IMAGES = 12;
    private static final int WORKERS = 3;
    private static final long LOOK_UP_MILLIS = 200;

    private final ConnectionFactory factory = new PostriderConnectionFactory("vm://images");
    private final Set<String> resized = new ConcurrentSkipListSet<>();
    private final AtomicInteger failures = new AtomicInteger();

    private WorkQueue() {}

    /** Takes no arguments. The broker's journal is in {@code ./postrider-data/images}. */
    public static void main(String[] arguments) {
        new WorkQueue().run();
    }

    private void run() {
        try (JMSContext context = factory.createContext()) {
            for (int i = 1; i <= IMAGES; i++) {
                context.createProducer().send(context.createQueue("resize"), String.format("image-%02d.png", i));
            }
        }
        System.out.println(IMAGES + " images to resize, " + WORKERS + " workers");
        CompletableFuture.allOf(IntStream.range(0, WORKERS)
                        .mapToObj(worker -> CompletableFuture.runAsync(this::work))
                        .toArray(CompletableFuture<?>[]::new))
                .join();
        System.out.println(resized.size() + " resized, " + failures + " of them in a second attempt");
    }

    /** What each worker does: it needs a context of its own, and may as well be another process on another machine. */
    private void work() {
        try (JMSContext context = factory.createContext(JMSContext.SESSION_TRANSACTED)) {
            JMSConsumer images = context.createConsumer(context.createQueue("resize"));
            while (resized.size() < IMAGES) {
                String image = images.receiveBody(String.class, LOOK_UP_MILLIS);
                if (image != null) {
                    resizeOrGiveBack(context, image);
                }
            }
        }
    }

    private void resizeOrGiveBack(JMSContext context, String image) {
        try {
            resize(image);
            context.commit();
        } catch (IllegalStateException failed) {
            failures.incrementAndGet();
            context.rollback(); // the image goes back to its place in the queue
        }
    }

    private void resize(String image) {
        if (image.equals("image-07.png") && failures.get() == 0) {
            throw new IllegalStateException("out of memory");
        }
        resized.add(image);
    }
}
