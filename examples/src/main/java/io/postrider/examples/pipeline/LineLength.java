package io.postrider.examples.pipeline;

import java.util.Locale;

/** For lines of any kind: how long they are, and how many words they have. */
final class LineLength implements Enrichment {
    private static final int WIDTH = 40;

    @Override
    public Result enrich(String line) {
        int characters = line.codePointCount(0, line.length());
        int words = line.isBlank() ? 0 : line.strip().split("\\s+").length;
        return new Result(group(characters), characters, line + " (words: " + words + ")");
    }

    private static String group(int characters) {
        if (characters == 0) {
            return "empty";
        }
        int from = characters / WIDTH * WIDTH;
        return String.format(Locale.ROOT, "%,d to %,d", Math.max(1, from), from + WIDTH - 1);
    }

    @Override
    public String groupTitle() {
        return "lines by length, in characters";
    }

    @Override
    public String measureTitle() {
        return "the longest line, in characters";
    }
}
