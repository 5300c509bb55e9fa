package io.postrider.client.jndi;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Finds what somebody may have meant who wrote a name that is not there. */
final class NearNames {
    private static final int SHOWN = 5;

    private NearNames() {}

    /** A few of the known names, the nearest first: those that are near at all, or else any. */
    static List<String> to(String wanted, Collection<String> known) {
        String folded = wanted.toLowerCase(Locale.ROOT);
        int tolerated = Math.max(2, wanted.length() / 3);
        List<String> ranked = known.stream()
                .sorted(Comparator.<String>comparingInt(name -> distance(folded, name.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        List<String> near = ranked.stream()
                .filter(name -> distance(folded, name.toLowerCase(Locale.ROOT)) <= tolerated)
                .toList();
        return (near.isEmpty() ? ranked : near).stream().limit(SHOWN).toList();
    }

    /** How many characters have to be put in, left out or replaced to make one string the other. */
    static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int column = 0; column < above.length; column++) {
            above[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[above.length];
            current[0] = row;
            for (int column = 1; column < above.length; column++) {
                int replaced = above[column - 1] + (one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(replaced, 1 + Math.min(above[column], current[column - 1]));
            }
            above = current;
        }
        return above[other.length()];
    }
}
