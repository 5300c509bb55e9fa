package io.postrider.server.tls;

import io.postrider.server.config.ConfigurationException;
import io.postrider.server.config.ServerOption;
import io.postrider.server.config.ServerSettings;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** Makes the TLS context of a server; it follows its files. */
public final class ServerCertificates {
    private ServerCertificates() {}

    /**
     * A context for the certificates that settings name.
     *
     * @throws ConfigurationException if something is missing or cannot be used, naming the option and the file
     */
    public static SSLContext sslContext(ServerSettings settings) throws ConfigurationException {
        requireComplete(settings);
        try {
            ChangingKeyMaterial material = new ChangingKeyMaterial(settings);
            SSLContext context = SSLContext.getInstance("TLS");
            // without certificates that vouch for clients, none is asked for one
            TrustManager[] trust =
                    material.current().trust() == null ? null : new TrustManager[] {new FollowingTrust(material)};
            context.init(new KeyManager[] {new FollowingKeys(material)}, trust, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    private static void requireComplete(ServerSettings settings) throws ConfigurationException {
        boolean store = settings.path(ServerOption.TLS_KEY_STORE) != null;
        boolean certificate = settings.path(ServerOption.TLS_CERTIFICATE) != null;
        boolean key = settings.path(ServerOption.TLS_PRIVATE_KEY) != null;
        if (store == (certificate || key) || certificate != key) {
            throw new ConfigurationException("TLS needs either " + ServerOption.TLS_KEY_STORE.key() + ", or "
                    + ServerOption.TLS_CERTIFICATE.key() + " and " + ServerOption.TLS_PRIVATE_KEY.key());
        }
        if (!settings.text(ServerOption.TLS_CLIENT_CERTIFICATES).equals("ignored")
                && settings.path(ServerOption.TLS_TRUST_STORE) == null) {
            throw new ConfigurationException(ServerOption.TLS_CLIENT_CERTIFICATES.key() + " needs "
                    + ServerOption.TLS_TRUST_STORE.key() + ": the certificates that vouch for clients");
        }
    }

    /** The key of the moment. An alias that was chosen from older files may be gone: that handshake fails, the next works. */
    private static final class FollowingKeys extends X509ExtendedKeyManager {
        private final ChangingKeyMaterial material;

        FollowingKeys(ChangingKeyMaterial material) {
            this.material = material;
        }

        @Override
        public String[] getClientAliases(String keyType, Principal[] issuers) {
            return material.current().keys().getClientAliases(keyType, issuers);
        }

        @Override
        public String chooseClientAlias(String[] keyTypes, Principal[] issuers, Socket socket) {
            return material.current().keys().chooseClientAlias(keyTypes, issuers, socket);
        }

        @Override
        public String chooseEngineClientAlias(String[] keyTypes, Principal[] issuers, SSLEngine engine) {
            return material.current().keys().chooseEngineClientAlias(keyTypes, issuers, engine);
        }

        @Override
        public String[] getServerAliases(String keyType, Principal[] issuers) {
            return material.current().keys().getServerAliases(keyType, issuers);
        }

        @Override
        public String chooseServerAlias(String keyType, Principal[] issuers, Socket socket) {
            return material.current().keys().chooseServerAlias(keyType, issuers, socket);
        }

        @Override
        public String chooseEngineServerAlias(String keyType, Principal[] issuers, SSLEngine engine) {
            return material.current().keys().chooseEngineServerAlias(keyType, issuers, engine);
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return material.current().keys().getCertificateChain(alias);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return material.current().keys().getPrivateKey(alias);
        }
    }

    /** Trusts those whom the files of the moment vouch for. */
    private static final class FollowingTrust extends X509ExtendedTrustManager {
        private final ChangingKeyMaterial material;

        FollowingTrust(ChangingKeyMaterial material) {
            this.material = material;
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            material.current().trust().checkClientTrusted(chain, type);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            material.current().trust().checkClientTrusted(chain, type, socket);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            material.current().trust().checkClientTrusted(chain, type, engine);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            material.current().trust().checkServerTrusted(chain, type);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            material.current().trust().checkServerTrusted(chain, type, socket);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            material.current().trust().checkServerTrusted(chain, type, engine);
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return material.current().trust().getAcceptedIssuers();
        }
    }
}
