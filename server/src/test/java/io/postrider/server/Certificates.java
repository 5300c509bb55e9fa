package io.postrider.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Self-signed certificates, made with the JDK's keytool. */
final class Certificates {
    static final String PASSWORD = "changeit";
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /** A PKCS#12 file with a key and a certificate for this machine. */
    Path keyStore(String file, String name) throws Exception {
        Path store = directory.resolve(file);
        Files.deleteIfExists(store);
        keytool(
                store,
                List.of("-genkeypair", "-alias", "own", "-keyalg", "EC", "-dname", "CN=" + name, "-ext"),
                List.of("san=ip:127.0.0.1,dns:localhost"));
        return store;
    }

    /** The certificate of a store as PEM. */
    Path certificate(Path store, String file) throws Exception {
        Path pem = directory.resolve(file);
        keytool(store, List.of("-exportcert", "-rfc", "-alias", "own", "-file", pem.toString()), List.of());
        return pem;
    }

    /** The key of a store as PEM. */
    Path privateKey(Path store, String file) throws Exception {
        KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
        byte[] key = keys.getKey("own", PASSWORD.toCharArray()).getEncoded();
        return Files.writeString(
                directory.resolve(file),
                "-----BEGIN PRIVATE KEY-----\n" + LINES.encodeToString(key) + "\n-----END PRIVATE KEY-----\n");
    }

    /** A PKCS#12 file that trusts certificates. */
    Path trustStore(String file, Path... certificates) throws Exception {
        Path store = directory.resolve(file);
        Files.deleteIfExists(store);
        for (Path certificate : certificates) {
            String alias = certificate.getFileName().toString();
            keytool(
                    store,
                    List.of("-importcert", "-noprompt", "-alias", alias, "-file", certificate.toString()),
                    List.of());
        }
        return store;
    }

    private static void keytool(Path store, List<String> arguments, List<String> more) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(more);
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
    }
}
