package io.postrider.tck.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Says whether there is a TCK to run: it cannot be part of this repository. */
class TckPresenceTest {

    private static final String NONE_GIVEN =
            "No TCK was given, so none of its tests were run: give -Dtck.jar=PATH, the path of jms-tck.jar, or"
                    + " -Dtck.version=11.0.3 where a registry serves jakarta.tck:jms-tck.";

    @Test
    void aTckWasGiven() {
        String jar = System.getProperty("tck.jar", "");
        String version = System.getProperty("tck.version", "");
        if (jar.isEmpty() && version.isEmpty()) {
            System.out.println(NONE_GIVEN);
            abort(NONE_GIVEN);
        }
        assertThat(jar.isEmpty() || Files.isRegularFile(Path.of(jar)))
                .as("-Dtck.jar=%s is a file", jar)
                .isTrue();
        assertThat(System.getProperty("tck.link"))
                .as("-Dtck.link")
                .isIn("vm", "tcp");
    }
}
