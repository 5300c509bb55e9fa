package io.postrider.journal.derby.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Derby is told when it boots, and what is left of that. */
class BootPropertiesTest {
    private static final String CACHED_PAGES = "derby.storage.pageCacheSize";

    /** A heap of a gibibyte is told as less by collectors that keep a part of it free. */
    @ParameterizedTest
    @CsvSource({"256, 100", "512, 100", "768, 100", "960, 2500", "1024, 2500", "16384, 2500"})
    void anAmpleHeapKeepsMorePages(long heapMebibytes, int pages) {
        assertThat(BootProperties.cachedPages(heapMebibytes << 20)).isEqualTo(pages);
    }

    @Test
    void theyAreSetForTheLengthOfABootAndTheUsersAreLeft() {
        System.setProperty(CACHED_PAGES, "1234");
        try {
            assertThat(BootProperties.with(() -> System.getProperty(CACHED_PAGES)))
                    .isEqualTo("1234");
            assertThat(System.getProperty(CACHED_PAGES)).isEqualTo("1234");
        } finally {
            System.clearProperty(CACHED_PAGES);
        }
        int pages = BootProperties.cachedPages(Runtime.getRuntime().maxMemory());
        assertThat(BootProperties.with(() -> System.getProperty(CACHED_PAGES))).isEqualTo(Integer.toString(pages));
        assertThat(System.getProperty(CACHED_PAGES)).isNull();
    }
}
