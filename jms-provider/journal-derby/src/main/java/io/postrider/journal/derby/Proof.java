package io.postrider.journal.derby;

import io.postrider.journal.derby.contents.ContentsFolder;
import io.postrider.journal.derby.files.TablePages;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a segment that was told by its contents before Derby reads it for the first time: at a damaged page Derby would shut the whole
 * database down. For any number of threads.
 */
final class Proof {
    private static final Logger LOG = LoggerFactory.getLogger(Proof.class);

    private final String brokerName;
    private final ContentsFolder contents;

    Proof(String brokerName, ContentsFolder contents) {
        this.brokerName = brokerName;
        this.contents = contents;
    }

    /** Whether Derby can read a segment. Looks at all of its pages, the first time. */
    boolean holds(Segment segment) {
        Path file = segment.unproved();
        if (file != null) {
            boolean whole = isWhole(file);
            segment.proved(whole);
            if (!whole) {
                contents.forget(segment.table());
                LOG.error(
                        "PR002109 broker '{}': a page of segment {} is damaged: the segment is read past Derby, and the next start"
                                + " rescues all that is whole and names the rest; the file is {}",
                        brokerName,
                        segment,
                        file);
            }
        }
        return !segment.isDamaged();
    }

    private static boolean isWhole(Path file) {
        try {
            return TablePages.areWhole(file);
        } catch (IOException e) {
            LOG.debug("the pages of {} could not be looked at; Derby will say why", file, e);
            return true;
        }
    }
}
