package io.postrider.broker.policy;

/** Rules as text: {@code SUBJECT OPTION=VALUE ...}, with semicolons or line ends between them. */
final class RuleText {
    private RuleText() {}

    /** Adds what a rule says to what is known already. */
    @FunctionalInterface
    interface Reader<R> {
        /**
         * What is known with one more option of a rule.
         *
         * @throws IllegalArgumentException if there is no such option, or it cannot have this value
         */
        R with(R known, String subject, String option, String value);
    }

    /**
     * Reads rules in their order.
     *
     * @return what was known, with all that they say
     * @throws IllegalArgumentException naming the first rule that cannot be understood, and why
     */
    static <R> R read(String text, R known, Reader<R> reader) {
        R all = known;
        for (String rule : text.split("[;\\n]")) {
            if (!rule.isBlank()) {
                all = readRule(rule.strip(), all, reader);
            }
        }
        return all;
    }

    private static <R> R readRule(String rule, R known, Reader<R> reader) {
        R all = known;
        String[] words = rule.split("\\s+");
        try {
            if (words.length < 2) {
                throw new IllegalArgumentException("it has no options");
            }
            for (int i = 1; i < words.length; i++) {
                String[] parts = words[i].split("=", 2);
                if (parts.length < 2) {
                    throw new IllegalArgumentException("\"" + words[i] + "\" is not of the form OPTION=VALUE");
                }
                all = reader.with(all, words[0], parts[0], parts[1]);
            }
            return all;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the rule \"" + rule + "\" cannot be understood: " + e.getMessage(), e);
        }
    }
}
