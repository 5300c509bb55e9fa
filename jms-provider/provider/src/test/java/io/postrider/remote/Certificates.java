package io.postrider.remote;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Self-signed certificates, made with the JDK's keytool. */
final class Certificates {
    static final String PASSWORD = "changeit";

    private final Path directory;

    Certificates(Path directory) {
        this.directory = directory;
    }

    /** Makes a key and a certificate, made out to {@code name} and to the given addresses, such as {@code ip:127.0.0.1}. */
    Path keyStore(String name, String addresses) throws Exception {
        Path file = directory.resolve(name + ".p12");
        List<String> command =
                new ArrayList<>(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
        if (addresses != null) {
            command.addAll(List.of("-ext", "san=" + addresses));
        }
        keytool(command, file);
        return file;
    }

    /** A store that trusts the one certificate of a key store. */
    Path trustStore(Path keyStore) throws Exception {
        String name = keyStore.getFileName().toString().replace(".p12", "");
        Path certificate = directory.resolve(name + ".cer");
        keytool(List.of("-exportcert", "-alias", name, "-file", certificate.toString()), keyStore);
        Path file = directory.resolve("trusts-" + name + ".p12");
        keytool(List.of("-importcert", "-noprompt", "-alias", name, "-file", certificate.toString()), file);
        return file;
    }

    private static void keytool(List<String> arguments, Path keyStore) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(arguments);
        command.addAll(List.of("-keystore", keyStore.toString(), "-storetype", "PKCS12", "-storepass", PASSWORD));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes());
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(command + ": " + output);
        }
    }

    /** What a broker with this key uses, which trusts the clients of the other store. */
    static SSLContext context(Path keyStore, Path trustStore) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(KeyStore.getInstance(keyStore.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(KeyStore.getInstance(trustStore.toFile(), PASSWORD.toCharArray()));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }
}
