package io.postrider.journal.derby;

import io.postrider.broker.journal.JournalException;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.journal.derby.block.Place;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The options of a Derby journal. None is needed; the defaults were measured.
 *
 * @param segmentBytes how many bytes a segment takes before the next is begun
 * @param segmentTables how many segment tables a new store gets; more are made as needed
 * @param commitBytes how much one commit takes at most, but for a single larger unit
 * @param lazyMillis how long a lazy unit waits for company
 * @param readCacheBytes how much memory blocks take that were read back
 */
record DerbyOptions(int segmentBytes, int segmentTables, int commitBytes, int lazyMillis, int readCacheBytes) {
    static final int SEGMENT_BLOCKS = Place.MAX_BLOCKS;

    static DerbyOptions of(JournalSettings settings) throws JournalException {
        Reader reader = new Reader(settings);
        DerbyOptions options = new DerbyOptions(
                reader.number("segmentBytes", 960 * 32_500, 1_000, 1 << 30),
                reader.number("segmentTables", 6, 2, 10_000),
                reader.number("commitBytes", 512 * 1024, 1, 1 << 30),
                reader.number("lazyMillis", 20, 0, 60_000),
                reader.number("readCacheBytes", 8 << 20, 0, 1 << 30));
        reader.refuseOthers();
        return options;
    }

    /** Beyond which a segment's contents are not noted: to read a quarter of it spares too little. */
    int maxContentsBytes() {
        return segmentBytes / 4;
    }

    private static final class Reader {
        private final JournalSettings settings;
        private final Set<String> known = new HashSet<>();

        Reader(JournalSettings settings) {
            this.settings = settings;
        }

        int number(String name, int byDefault, int least, int most) throws JournalException {
            known.add(name);
            String text = settings.options().get(name);
            if (text == null) {
                return byDefault;
            }
            try {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            } catch (NumberFormatException e) {
                throw refuse(name + "=" + text + " is not a whole number");
            }
            throw refuse(name + "=" + text + " is not from " + least + " to " + most);
        }

        void refuseOthers() throws JournalException {
            for (Map.Entry<String, String> option : settings.options().entrySet()) {
                if (!known.contains(option.getKey())) {
                    throw refuse("there is no '" + option.getKey() + "'; there are " + known);
                }
            }
        }

        private JournalException refuse(String why) {
            return new JournalException(
                    "Options of the journal 'derby' of broker '" + settings.brokerName() + "': " + why);
        }
    }
}
