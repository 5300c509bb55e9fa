package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The distribution is whole, and what docs/OPERATORS.md tells operators to do works, as it stands there. */
class OperatorsPageIT {
    private static final Pattern COMMANDS = Pattern.compile("(?ms)^```sh\\n(.*?)^```$");

    @TempDir
    Path directory;

    private Path home;

    private void unpack() throws Exception {
        Path archive = Path.of(System.getProperty("postrider.distribution"));
        assertThat(run(directory, List.of("tar", "xzf", archive.toString()))).isEmpty();
        home = directory.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    }

    private String run(Path where, List<String> command) throws Exception {
        Path output = directory.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("POSTRIDER_"));
        builder.environment().put("POSTRIDER_LISTEN_PORT", freePort());
        builder.environment().put("POSTRIDER_TLS_PORT", freePort());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().merge("PATH", System.getProperty("java.home") + "/bin:", (path, java) -> java + path);
        Process process = builder.start();
        boolean ended = process.waitFor(8, TimeUnit.MINUTES);
        process.destroyForcibly();
        String text = Files.readString(output);
        assertThat(ended).as(text).isTrue();
        assertThat(process.exitValue()).as(text).isZero();
        return text;
    }

    private static String freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    @AfterEach
    void stopWhatIsLeft() throws Exception {
        Path note = home.resolve("postrider-data/server/server.properties");
        if (Files.exists(note)) {
            Matcher pid = Pattern.compile("(?m)^pid=(\\d+)$").matcher(Files.readString(note));
            if (pid.find()) {
                Optional<ProcessHandle> server = ProcessHandle.of(Long.parseLong(pid.group(1)));
                server.ifPresent(ProcessHandle::destroyForcibly);
            }
        }
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void thePageForOperatorsWorks() throws Exception {
        unpack();
        List<String> script = new ArrayList<>(List.of("set -euxo pipefail"));
        Matcher block = COMMANDS.matcher(Files.readString(home.resolve("OPERATORS.md")));
        while (block.find()) {
            script.add(block.group(1));
        }
        assertThat(script).hasSizeGreaterThan(5);
        Path file = Files.writeString(home.resolve("page.sh"), String.join("\n", script));
        assertThat(run(home, List.of("bash", file.toString())))
                .contains("first order", "a third order", "worth keeping");
    }

    @Test
    void whatIsPreparedIsUsed() throws Exception {
        unpack();
        assertThat(run(home, List.of("bin/postrider", "prepare"))).contains("prepared: ");
        assertThatTheArchiveIsUsed();
        assertThat(home.resolve("postrider-data")).doesNotExist();
    }

    @Test
    void whatAServerHasLoadedIsKeptForTheNextStart() throws Exception {
        unpack();
        String server =
                """
                set -euo pipefail
                serve() {
                    bin/postrider run --set listen.port=0 >start.txt 2>&1 &
                    until grep "is up" start.txt; do sleep 0.2; kill -0 $!; done
                    bin/postrider stop
                    wait $!
                }
                serve
                serve
                """;
        run(home, List.of("bash", "-c", server));
        assertThatTheArchiveIsUsed();
    }

    private void assertThatTheArchiveIsUsed() throws Exception {
        try (Stream<Path> files = Files.list(home.resolve("lib"))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.contains("jsa")))
                    .singleElement()
                    .asString()
                    .endsWith(".jsa");
        }
        // with this option the virtual machine does not start where the archive does not fit
        assertThat(run(home, List.of("bin/postrider", "-Xshare:on", "--version")))
                .contains("Postrider 0");
    }

    @Test
    void theDistributionIsComplete() throws Exception {
        unpack();
        assertThat(home.resolve("bin/postrider")).isExecutable();
        for (String file : List.of("conf/postrider.yaml", "LICENSE", "NOTICE", "README.md", "OPERATORS.md")) {
            assertThat(home.resolve(file)).isNotEmptyFile();
        }
        assertThat(run(home, List.of("bin/postrider", "--version"))).contains("Postrider 0");
        assertThat(run(home, List.of("bin/postrider", "help"))).contains("produce", "completion");
    }
}
