package io.postrider.server.tls;

import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the files held at one moment.
 *
 * @param keys the server's certificate with its key
 * @param trust the certificates that vouch for clients; null if none is configured
 */
record KeyMaterial(X509ExtendedKeyManager keys, X509ExtendedTrustManager trust) {
    private static final char[] IN_MEMORY = "in memory alone".toCharArray();

    /** The files that settings name. */
    static List<Path> files(ServerSettings settings) {
        List<Path> files = new ArrayList<>();
        for (ServerOption option : List.of(
                ServerOption.TLS_KEY_STORE,
                ServerOption.TLS_CERTIFICATE,
                ServerOption.TLS_PRIVATE_KEY,
                ServerOption.TLS_TRUST_STORE)) {
            Path file = settings.path(option);
            if (file != null) {
                files.add(file);
            }
        }
        return files;
    }

    /**
     * Reads the files.
     *
     * @throws GeneralSecurityException naming the option, the file, and what is wrong with it
     */
    static KeyMaterial read(ServerSettings settings) throws GeneralSecurityException {
        return new KeyMaterial(keys(settings), trust(settings));
    }

    private interface Reading<T> {
        T read(Path file) throws IOException, GeneralSecurityException;
    }

    private static <T> T read(ServerSettings settings, ServerOption option, Reading<T> reading)
            throws GeneralSecurityException {
        Path file = settings.path(option);
        try {
            if (!Files.exists(file)) {
                throw new IOException("there is no such file");
            }
            return reading.read(file);
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new GeneralSecurityException(option.key() + ": " + file + " cannot be used: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedKeyManager keys(ServerSettings settings) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        if (settings.path(ServerOption.TLS_KEY_STORE) != null) {
            char[] password = settings.text(ServerOption.TLS_KEY_STORE_PASSWORD).toCharArray();
            KeyStore store =
                    read(settings, ServerOption.TLS_KEY_STORE, file -> KeyStore.getInstance(file.toFile(), password));
            factory.init(store, password);
        } else {
            factory.init(pemKeyStore(settings), IN_MEMORY);
        }
        for (KeyManager manager : factory.getKeyManagers()) {
            if (manager instanceof X509ExtendedKeyManager keys) {
                return keys;
            }
        }
        throw new GeneralSecurityException("this JDK has no key manager for X.509");
    }

    private static KeyStore pemKeyStore(ServerSettings settings) throws GeneralSecurityException {
        var chain = read(settings, ServerOption.TLS_CERTIFICATE, PemFile::certificates);
        String password = settings.text(ServerOption.TLS_PRIVATE_KEY_PASSWORD);
        var key = read(settings, ServerOption.TLS_PRIVATE_KEY, file -> PemFile.privateKey(file, password));
        KeyStore store = emptyStore();
        store.setKeyEntry("server", key, IN_MEMORY, chain.toArray(Certificate[]::new));
        return store;
    }

    private static X509ExtendedTrustManager trust(ServerSettings settings) throws GeneralSecurityException {
        if (settings.path(ServerOption.TLS_TRUST_STORE) == null) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        char[] password = settings.text(ServerOption.TLS_TRUST_STORE_PASSWORD).toCharArray();
        KeyStore store = read(
                settings,
                ServerOption.TLS_TRUST_STORE,
                file -> PemFile.isPem(file)
                        ? trusting(PemFile.certificates(file))
                        : KeyStore.getInstance(file.toFile(), password));
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager trust) {
                return trust;
            }
        }
        throw new GeneralSecurityException("this JDK has no trust manager for X.509");
    }

    private static KeyStore trusting(List<Certificate> certificates) throws GeneralSecurityException {
        KeyStore store = emptyStore();
        for (int i = 0; i < certificates.size(); i++) {
            store.setCertificateEntry("trusted-" + i, certificates.get(i));
        }
        return store;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, IN_MEMORY);
        } catch (IOException e) {
            throw new GeneralSecurityException("an empty key store cannot be made", e);
        }
        return store;
    }
}
