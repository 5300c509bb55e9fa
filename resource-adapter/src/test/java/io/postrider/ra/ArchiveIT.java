package io.postrider.ra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;

/** The archive, as it is packed, holds what the adapter needs, and nothing that is the server's. */
class ArchiveIT {
    private static final Path ARCHIVE = Path.of(System.getProperty("adapter.archive"));

    private static final String OURS_DERBYS_OR_SLF4JS =
            "(io/postrider|org/apache/derby|org/slf4j)/.+|module-info.class";

    /** A jar's name without its version. */
    private static String artifact(String jar) {
        return jar.replaceFirst("-[0-9].*", "");
    }

    private static List<String> names(ZipFile archive) {
        return archive.stream().map(ZipEntry::getName).toList();
    }

    private static List<String> jars(ZipFile archive) {
        return names(archive).stream().filter(name -> name.endsWith(".jar")).toList();
    }

    private static List<String> classesIn(ZipFile archive, String jar) throws IOException {
        List<String> classes = new ArrayList<>();
        try (ZipInputStream content = new ZipInputStream(archive.getInputStream(archive.getEntry(jar)))) {
            for (ZipEntry entry = content.getNextEntry(); entry != null; entry = content.getNextEntry()) {
                if (entry.getName().endsWith(".class")) {
                    classes.add(entry.getName().replaceFirst("^META-INF/versions/[0-9]+/", ""));
                }
            }
        }
        return classes;
    }

    @Test
    void holdsClientBrokerAndJournalAndNoOtherJar() throws Exception {
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            assertThat(jars(archive).stream().map(ArchiveIT::artifact))
                    .containsExactlyInAnyOrder(
                            "postrider",
                            "postrider-broker",
                            "postrider-client",
                            "postrider-journal-derby",
                            "postrider-protocol",
                            "postrider-resource-adapter",
                            "derby",
                            "derbyshared",
                            "slf4j-api",
                            "slf4j-jdk14");
        }
    }

    /** An interface that the server has, too, would be another one for the adapter's classes, and nothing would fit. */
    @Test
    void holdsNoInterfaceThatIsTheServers() throws Exception {
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            for (String jar : names(archive).stream()
                    .filter(name -> name.endsWith(".jar"))
                    .toList()) {
                assertThat(classesIn(archive, jar))
                        .as(jar)
                        .isNotEmpty()
                        .allMatch(
                                name -> name.matches("(io/postrider|org/apache/derby|org/slf4j)/.+|module-info.class"));
            }
        }
    }

    @Test
    void holdsTheDescriptorAndNoLooseClass() throws Exception {
        try (ZipFile archive = new ZipFile(ARCHIVE.toFile())) {
            assertThat(names(archive)).contains("META-INF/ra.xml").noneMatch(name -> name.endsWith(".class"));
        }
    }
}
