package io.postrider.broker.selector;

import io.postrider.protocol.message.DestinationName;
import io.postrider.protocol.message.Message;
import io.postrider.protocol.message.MessageId;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages to select from. */
final class Samples {

    private Samples() {}

    /** The beginning of a message, with nothing but what it must have. */
    static Message.Builder bare() {
        return Message.builder().id(new MessageId(0xcafeL, 7)).destination(DestinationName.queue("orders"));
    }

    /** A message with these properties: names and values in turn. */
    static Message with(Object... namesAndValues) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return bare().properties(properties).build();
    }

    /** The message that the tables of the tests speak of. */
    static Message table() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("yes", true);
        properties.put("no", false);
        properties.put("nothing", null);
        properties.put("byte5", (byte) 5);
        properties.put("short5", (short) 5);
        properties.put("int5", 5);
        properties.put("long5", 5L);
        properties.put("float5", 5f);
        properties.put("double5", 5d);
        properties.put("half", 0.5f);
        properties.put("tenth", 0.1f);
        properties.put("maxInt", Integer.MAX_VALUE);
        properties.put("minLong", Long.MIN_VALUE);
        properties.put("maxLong", Long.MAX_VALUE);
        properties.put("big", 4294967295L);
        properties.put("nan", Double.NaN);
        properties.put("text", "text");
        properties.put("text5", "5");
        properties.put("quote", "literal's");
        properties.put("empty", "");
        properties.put("name", "case");
        properties.put("NAME", "CASE");
        properties.put("$dollar_1", "d");
        properties.put("_under", "u");
        properties.put("größe", "umlaut");
        properties.put("ıs", "dotless");
        properties.put("phone", "12993");
        properties.put("word", "lose");
        properties.put("loose", "loose");
        properties.put("underscored", "_foo");
        properties.put("percent", "50%");
        properties.put("face", "a\uD83D\uDE00b");
        properties.put("Country", "UK");
        properties.put("JMSXGroupID", "g");
        properties.put("JMS_postrider_x", "x");
        return bare().persistent(true)
                .priority(7)
                .timestampMillis(1000)
                .type("car")
                .correlationId("c-1")
                .properties(properties)
                .build();
    }
}
