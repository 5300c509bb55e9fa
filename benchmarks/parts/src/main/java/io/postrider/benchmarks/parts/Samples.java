package io.postrider.benchmarks.parts;

import io.postrider.protocol.message.Body;
import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.Map;

/** Messages as applications send them. */
final class Samples {
    static final DestinationName QUEUE = DestinationName.queue("bench");

    private Samples() {}

    /** With a body of 1 KiB and some properties. */
    static Message message(long number, boolean persistent) {
        return Message.builder()
                .id(new MessageId(1, number))
                .destination(QUEUE)
                .persistent(persistent)
                .timestampMillis(1_700_000_000_000L)
                .correlationId("order-4711")
                .type("order")
                .properties(Map.of("region", "north", "amount", 250, "weight", 1.5, "urgent", true))
                .body(new Body.Bytes(new byte[1024]))
                .build();
    }
}
