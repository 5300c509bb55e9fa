package io.postrider.protocol.message;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Messages of every form with every kind of value, drawn from a seed. */
final class RandomMessages {
    private static final String LETTERS = "abcXYZ019_$ äß\u0000\u07ff\u20ac😀";

    private final Random random;

    RandomMessages(Random random) {
        this.random = random;
    }

    Message next() {
        Message.Builder builder = Message.builder()
                .id(new MessageId(random.nextLong(), random.nextLong()))
                .idDisabled(random.nextBoolean())
                .destination(destination())
                .persistent(random.nextBoolean())
                .priority(random.nextInt(10))
                .timestampMillis(instant())
                .expirationMillis(instant())
                .deliveryTimeMillis(instant())
                .replyTo(random.nextBoolean() ? destination() : null)
                .type(random.nextBoolean() ? text() : null)
                .properties(properties())
                .body(body(random.nextInt(6)));
        return switch (random.nextInt(3)) {
            case 0 -> builder.correlationId(text()).build();
            case 1 -> builder.correlationId(bytes()).build();
            default -> builder.build();
        };
    }

    private long instant() {
        return random.nextBoolean() ? 0 : random.nextLong();
    }

    private DestinationName destination() {
        return new DestinationName(DestinationName.Kind.ofCode(random.nextInt(4)), "d" + text());
    }

    private Map<String, Object> properties() {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (int n = random.nextInt(5); n > 0; n--) {
            properties.put(text(), value(9));
        }
        return properties;
    }

    private Body body(int code) {
        return switch (code) {
            case Body.Text.CODE -> new Body.Text(random.nextInt(4) == 0 ? null : text());
            case Body.Bytes.CODE -> new Body.Bytes(bytes());
            case Body.Entries.CODE -> {
                Map<String, Object> entries = new LinkedHashMap<>();
                for (int n = random.nextInt(6); n > 0; n--) {
                    entries.put(text(), value(11));
                }
                yield new Body.Entries(entries);
            }
            case Body.Stream.CODE -> {
                List<Object> values = new ArrayList<>();
                for (int n = random.nextInt(6); n > 0; n--) {
                    values.add(value(11));
                }
                yield new Body.Stream(values);
            }
            case Body.Serialized.CODE -> new Body.Serialized(random.nextInt(4) == 0 ? null : bytes());
            default -> Body.NONE;
        };
    }

    /** The first nine kinds are those of properties, the last two are of bodies only. */
    private Object value(int kinds) {
        return switch (random.nextInt(kinds)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> (byte) random.nextInt();
            case 3 -> (short) random.nextInt();
            case 4 -> random.nextInt();
            case 5 -> random.nextLong();
            case 6 -> random.nextInt(5) == 0 ? Float.NaN : random.nextFloat();
            case 7 -> random.nextInt(5) == 0 ? Double.NEGATIVE_INFINITY : random.nextGaussian();
            case 8 -> text();
            case 9 -> (char) random.nextInt();
            default -> bytes();
        };
    }

    private String text() {
        int[] codePoints = LETTERS.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int n = random.nextInt(random.nextInt(20) == 0 ? 300 : 12); n > 0; n--) {
            text.appendCodePoint(codePoints[random.nextInt(codePoints.length)]);
            if (random.nextInt(40) == 0) {
                text.append((char) (Character.MIN_SURROGATE + random.nextInt(0x800)));
            }
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(random.nextInt(20) == 0 ? 2000 : 20)];
        random.nextBytes(bytes);
        return bytes;
    }
}
