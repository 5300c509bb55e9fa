package io.postrider.crash;

import java.util.Random;

/** The content of a message follows from its name, so that whoever receives it can check it. */
final class Payload {
    private static final int USUAL_CHARACTERS = 600;
    private static final int LARGE_CHARACTERS = 100_000;

    private Payload() {}

    /** A few hundred characters; once in 200 times up to 100,000, which does not fit in one block of a journal. */
    static String of(MessageName name) {
        Random random = new Random(name.hashCode());
        int length = random.nextInt(random.nextInt(200) == 0 ? LARGE_CHARACTERS : USUAL_CHARACTERS);
        StringBuilder text = new StringBuilder(name.toString()).append(' ');
        while (text.length() < length) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
