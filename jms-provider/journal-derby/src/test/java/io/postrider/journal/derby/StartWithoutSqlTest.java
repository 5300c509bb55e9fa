package io.postrider.journal.derby;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.broker.journal.Journal;
import io.postrider.broker.journal.JournalSettings;
import io.postrider.broker.journal.JournalUnit;
import io.postrider.broker.journal.JournalUnit.Urgency;
import io.postrider.broker.journal.Outcome;
import io.postrider.broker.journal.TestRecord;
import io.postrider.journal.derby.store.DerbyDatabase;
import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a start to the first commit and the first read nothing is asked of Derby in SQL: to load what compiles it takes a tenth of the time. */
class StartWithoutSqlTest {
    private static final Map<String, String> OPTIONS = Map.of("segmentBytes", "100000", "segmentTables", "2");
    private static final String RECORD = "record".repeat(5_000);
    private static final int RECORDS_PER_SEGMENT = 4;
    private static final int SEGMENTS = 5;
    private static final int GUARD_MINUTES = 2;

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(classes = {Child.class, ChildOfAServer.class})
    void afterAKillNoStatementIsCompiledBeforeTheFirstCommitAndRead(Class<?> child) throws Exception {
        assertThat(live(child, Life.FILL)).exists();
        Path loaded = live(child, Life.RESTART);
        assertThat(loaded)
                .content()
                .contains(Recovery.class.getName() + " ")
                .contains("org.apache.derby.impl.store.access.heap.HeapController ")
                .doesNotContain("org.apache.derby.impl.sql.compile.SQLParser ");
    }

    private enum Life {
        FILL,
        RESTART
    }

    /** Lives, is killed, and leaves a list of the classes it has loaded. */
    private Path live(Class<?> child, Life life) throws IOException, InterruptedException {
        Path classes = directory.resolve(life + ".classes");
        Path output = directory.resolve(life + ".output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xlog:class+load:file=" + classes,
                        "-cp",
                        System.getProperty("java.class.path"),
                        child.getName(),
                        directory.resolve("data").toString(),
                        life.name())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean ended = process.waitFor(GUARD_MINUTES, TimeUnit.MINUTES);
        // one whose journal's threads go on after an error would never end
        process.destroyForcibly();
        assertThat(ended).as("ended: " + Files.readString(output)).isTrue();
        assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        return classes;
    }

    /** The process, in which Derby's class loader does not see our classes: as in a server that has it. */
    static final class ChildOfAServer {
        private ChildOfAServer() {}

        public static void main(String[] arguments) throws Exception {
            Map<Boolean, List<URL>> byDerby = Arrays.stream(
                            System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(ChildOfAServer::url)
                    .collect(Collectors.partitioningBy(url -> url.getPath().contains("/org/apache/derby/")));
            ClassLoader server = new URLClassLoader(urls(byDerby.get(true)), ClassLoader.getPlatformClassLoader());
            ClassLoader application = new URLClassLoader(urls(byDerby.get(false)), server);
            Thread.currentThread().setContextClassLoader(application);
            Method main = application.loadClass(Child.class.getName()).getMethod("main", String[].class);
            main.setAccessible(true);
            main.invoke(null, (Object) arguments);
        }

        private static URL url(String path) {
            try {
                return Path.of(path).toUri().toURL();
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException(path, e);
            }
        }

        private static URL[] urls(List<URL> list) {
            return list.toArray(new URL[0]);
        }
    }

    /** The process. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws Exception {
            Path directory = Path.of(arguments[0]);
            Journal journal =
                    new DerbyJournalProvider().open(new JournalSettings("child", directory, Thread::new, OPTIONS));
            if (arguments[1].equals(Life.FILL.name())) {
                List<String> before = Texts.recover(journal);
                assertThat(before).isEmpty();
                fill(journal);
                await().until(() -> tables(directory) > SEGMENTS);
            } else {
                assertThat(Texts.recover(journal)).hasSize(SEGMENTS * RECORDS_PER_SEGMENT);
                TestRecord first = append(journal);
                assertThat(journal.read(first)).hasSize(RECORD.length());
            }
            Runtime.getRuntime().halt(0);
        }

        /** All tables there are, and a few that have to be made. */
        private static void fill(Journal journal) {
            for (int i = 0; i < SEGMENTS * RECORDS_PER_SEGMENT; i++) {
                append(journal);
            }
        }

        private static TestRecord append(Journal journal) {
            Outcome outcome = new Outcome();
            TestRecord record = new TestRecord(RECORD);
            journal.append(new JournalUnit(List.of(record.toRecord()), Urgency.CALLER_WAITS, outcome));
            assertThat(outcome.await()).isNull();
            return record;
        }

        private static int tables(Path directory) throws Exception {
            DerbyDatabase database = DerbyDatabase.open(directory, 2);
            try (Connection connection = database.connect()) {
                int tables = database.segmentTables(connection).size();
                connection.rollback();
                return tables;
            }
        }
    }
}
