package io.postrider.journal.derby.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * The database in the jar is the one that Derby would make. After a change of what is made, or of Derby's version, make it again:
 *
 * <pre>
 * ./mvnw -pl jms-provider/journal-derby test -Dtest=EmptyDatabaseTest -Dpostrider.renewEmptyDatabase=true
 * </pre>
 */
class EmptyDatabaseTest {
    private static final String RENEW = "postrider.renewEmptyDatabase";
    private static final Path RESOURCES = Path.of("src/main/resources/io/postrider/journal/derby/store");

    /** What differs from one making to the next, or is made at each boot. */
    private static final Pattern LEFT_OUT = Pattern.compile("page-images\\.dat|.*\\.lck|tmp(/.*)?");

    private static final List<String> CATALOGS = List.of(
            "SELECT TABLENAME, TABLETYPE, LOCKGRANULARITY FROM SYS.SYSTABLES",
            "SELECT TABLENAME, COLUMNNUMBER, COLUMNNAME, CAST(COLUMNDATATYPE AS VARCHAR(100)), COLUMNDEFAULT FROM"
                    + " SYS.SYSCOLUMNS C JOIN SYS.SYSTABLES T ON C.REFERENCEID = T.TABLEID",
            "SELECT CONGLOMERATENAME, PAGESIZE, NUMFREEPAGES FROM TABLE(SYSCS_DIAG.SPACE_TABLE()) S"
                    + " JOIN SYS.SYSTABLES T ON S.TABLEID = T.TABLEID WHERE TABLETYPE = 'T'",
            "SELECT SCHEMANAME, AUTHORIZATIONID FROM SYS.SYSSCHEMAS",
            "SELECT ALIAS FROM SYS.SYSALIASES WHERE SYSTEMALIAS = FALSE",
            "SELECT FORMAT FROM APP.STORE");

    @TempDir
    Path directory;

    @Test
    void itIsWhatDerbyWouldMake() throws Exception {
        Path made = Files.createDirectory(directory.resolve("made"));
        Path copied = Files.createDirectory(directory.resolve("copied"));
        Map<String, List<String>> expected = contents(made, false);
        assertThat(contents(copied, true)).isEqualTo(expected);
        assertThat(files(copied)).isEqualTo(files(made));
    }

    @Test
    void aCopyThatWasNotFinishedIsMadeAnew() throws Exception {
        Path half = Files.createDirectories(directory.resolve("journal-copied/seg0"));
        Files.write(half.resolve("c10.dat"), new byte[] {1, 2, 3});
        DerbyDatabase database = DerbyDatabase.open(directory, EmptyDatabase.SEGMENT_TABLES);
        try (Connection connection = database.connect()) {
            assertThat(database.segmentTables(connection)).hasSize(EmptyDatabase.SEGMENT_TABLES);
            connection.rollback();
        } finally {
            database.shutDown();
        }
        assertThat(directory.resolve("journal-copied")).doesNotExist();
        assertThat(directory.resolve("journal-unfinished")).doesNotExist();
    }

    @Test
    void anotherNumberOfSegmentsIsMadeByDerby() throws Exception {
        DerbyDatabase database = DerbyDatabase.open(directory, 2);
        try (Connection connection = database.connect()) {
            assertThat(database.segmentTables(connection)).hasSize(2);
            connection.rollback();
        } finally {
            database.shutDown();
        }
    }

    private static Map<String, List<String>> contents(Path directory, boolean copied) throws Exception {
        DerbyDatabase database = DerbyDatabase.open(directory, EmptyDatabase.SEGMENT_TABLES, copied);
        assertThat(database.isNew()).isTrue();
        Connection connection = database.connect();
        try (Statement statement = connection.createStatement()) {
            Map<String, List<String>> contents = new TreeMap<>();
            for (String query : CATALOGS) {
                contents.put(query, rows(statement, query));
            }
            for (String property : DerbyDatabase.PROPERTIES.keySet()) {
                String query = "VALUES SYSCS_UTIL.SYSCS_GET_DATABASE_PROPERTY('" + property + "')";
                contents.put(property, rows(statement, query));
            }
            assertThat(connection.getMetaData().getDatabaseMajorVersion()).isEqualTo(EmptyDatabase.DERBY_MAJOR);
            assertThat(connection.getMetaData().getDatabaseMinorVersion()).isEqualTo(EmptyDatabase.DERBY_MINOR);
            return contents;
        } finally {
            DerbyDatabase.closeQuietly(connection);
            database.shutDown();
        }
    }

    private static List<String> rows(Statement statement, String query) throws SQLException {
        try (ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= rows.getMetaData().getColumnCount(); column++) {
                    row.add(rows.getString(column));
                }
                texts.add(row.toString());
            }
            return texts.stream().sorted().toList();
        }
    }

    /** How long an index is depends on the numbers that Derby draws. */
    private static List<String> files(Path directory) throws Exception {
        Path database = directory.resolve("journal");
        assertThat(database.resolve("log/log1.dat")).hasSize(DerbyDatabase.LOG_FILE_BYTES);
        return filesBelow(database).stream()
                .map(file -> database.relativize(file).toString())
                .toList();
    }

    private static List<Path> filesBelow(Path database) throws Exception {
        try (Stream<Path> files = Files.walk(database)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !LEFT_OUT.matcher(database.relativize(file).toString())
                            .matches())
                    .sorted()
                    .toList();
        }
    }

    @Test
    @EnabledIfSystemProperty(named = RENEW, matches = "true")
    void renew() throws Exception {
        DerbyDatabase.open(directory, EmptyDatabase.SEGMENT_TABLES, false).shutDown();
        Files.createDirectories(RESOURCES);
        Path database = directory.resolve("journal");
        try (OutputStream out = Files.newOutputStream(RESOURCES.resolve(EmptyDatabase.RESOURCE));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setLevel(9);
            for (Path file : filesBelow(database)) {
                zip.putNextEntry(new ZipEntry(database.relativize(file).toString()));
                zip.write(packed(file));
                zip.closeEntry();
            }
        }
    }

    /** Without what is told of this machine, and without the empty rest of the log. */
    private static byte[] packed(Path file) throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        if (file.endsWith("service.properties")) {
            return new String(bytes, StandardCharsets.ISO_8859_1)
                    .replaceFirst("#postrider:[^\n]*\n", "")
                    .replaceFirst("derby.serviceLocale=[^\n]*\n", "derby.serviceLocale=en\n")
                    .getBytes(StandardCharsets.ISO_8859_1);
        }
        if (file.endsWith("log1.dat")) {
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            // to the end of the page in which it ends
            return Arrays.copyOf(bytes, (end / 4096 + 1) * 4096);
        }
        return bytes;
    }
}
