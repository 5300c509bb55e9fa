package io.postrider.examples.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.postrider.examples.ReadmeOutput;
import io.postrider.server.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class TlsClientTest {
    private static final String STORE_PASSWORD = "changeit";
    private static final Path JDK = Path.of(System.getProperty("java.home"), "bin");

    @TempDir
    private Path directory;

    private Process server;

    @AfterEach
    void stop() throws InterruptedException {
        if (server != null) {
            server.destroyForcibly().waitFor();
        }
    }

    @Test
    @Timeout(300)
    void printsWhatItsReadmeSays() throws Exception {
        ReadmeOutput readme = ReadmeOutput.of(Path.of("README.md"));
        makeCertificate();
        String started = startServer();

        List<String> printed = ReadmeOutput.run(
                directory,
                Map.of(
                        "POSTRIDER_PASSWORD",
                        found("password +(\\S+)", started),
                        "TRUST_STORE_PASSWORD",
                        STORE_PASSWORD),
                TlsClient.class,
                found("tls +(\\S+)", started) + "?transport.trustStore=trust.p12",
                "admin");

        assertThat(printed).isEqualTo(readme.lines());
        assertThat(readme.command())
                .contains("examples/tls/target/postrider-example-tls.jar", TlsClient.class.getName());
    }

    private void makeCertificate() throws IOException, InterruptedException {
        keytool("-genkeypair -alias server -keyalg EC -dname CN=localhost -ext san=dns:localhost,ip:127.0.0.1"
                + " -keystore server.p12");
        keytool("-exportcert -rfc -alias server -keystore server.p12 -file server.pem");
        keytool("-importcert -noprompt -alias server -file server.pem -keystore trust.p12");
    }

    private void keytool(String arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(JDK.resolve("keytool").toString()));
        command.addAll(List.of(arguments.split(" ")));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
        Process keytool = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes());
        assertThat(keytool.waitFor()).as(output).isZero();
    }

    /** Starts a server on any free port, and returns what it says when it is up. */
    private String startServer() throws IOException {
        Path output = directory.resolve("server.txt");
        List<String> command = new ArrayList<>(List.of(
                JDK.resolve("java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Dpostrider.home=" + directory,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "run"));
        for (String setting : List.of(
                "data.directory=data",
                "listen.enabled=false",
                "tls.enabled=true",
                "tls.port=0",
                "tls.keyStore=server.p12",
                "tls.keyStorePassword=" + STORE_PASSWORD)) {
            command.addAll(List.of("--set", setting));
        }
        server = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        await().atMost(200, TimeUnit.SECONDS)
                .until(() -> !server.isAlive() || Files.readString(output).contains("is up"));
        String text = Files.readString(output);
        assertThat(server.isAlive()).as(text).isTrue();
        return text;
    }

    private static String found(String line, String text) {
        Matcher matcher = Pattern.compile("(?m)^" + line + "$").matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }
}
