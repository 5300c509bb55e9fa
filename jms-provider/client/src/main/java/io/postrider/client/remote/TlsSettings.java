package io.postrider.client.remote;

import io.postrider.protocol.link.LinkAddress;
import java.io.File;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * How a connection is encrypted and whom it trusts.
 *
 * @param trustStore PKCS#12 or JKS file, or empty for the JDK's own certificates
 * @param trustStorePassword its password
 * @param keyStore file with the client's certificate for brokers that ask for one, or empty
 * @param keyStorePassword its password
 * @param verifyHost whether the certificate must be made out to the host
 */
record TlsSettings(
        String trustStore, String trustStorePassword, String keyStore, String keyStorePassword, boolean verifyHost) {

    static TlsSettings of(LinkAddress address) {
        String verify = TransportSettings.text(address, TransportOption.VERIFY_HOST);
        if (!verify.equals("true") && !verify.equals("false")) {
            throw new IllegalArgumentException("the address option " + TransportOption.VERIFY_HOST.optionName()
                    + " is true or false, not \"" + verify + "\"");
        }
        return new TlsSettings(
                TransportSettings.text(address, TransportOption.TRUST_STORE),
                TransportSettings.text(address, TransportOption.TRUST_STORE_PASSWORD),
                TransportSettings.text(address, TransportOption.KEY_STORE),
                TransportSettings.text(address, TransportOption.KEY_STORE_PASSWORD),
                Boolean.parseBoolean(verify));
    }

    /**
     * The factory of encrypted sockets. Reads the files each time, so that renewed certificates are found.
     *
     * @throws IllegalArgumentException naming a file that cannot be read or whose password is wrong
     * @throws GeneralSecurityException if what it holds is of no use
     */
    SSLSocketFactory socketFactory() throws GeneralSecurityException {
        if (trustStore.isEmpty() && keyStore.isEmpty()) {
            return SSLContext.getDefault().getSocketFactory();
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers(), trustManagers(), null);
        return context.getSocketFactory();
    }

    /** Adds to a socket's parameters what these settings ask for. */
    SSLParameters applyTo(SSLParameters parameters) {
        if (verifyHost) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        return parameters;
    }

    private KeyManager[] keyManagers() throws GeneralSecurityException {
        if (keyStore.isEmpty()) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(load(TransportOption.KEY_STORE, keyStore, keyStorePassword), keyStorePassword.toCharArray());
        return factory.getKeyManagers();
    }

    private TrustManager[] trustManagers() throws GeneralSecurityException {
        if (trustStore.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(load(TransportOption.TRUST_STORE, trustStore, trustStorePassword));
        return factory.getTrustManagers();
    }

    private static KeyStore load(TransportOption option, String file, String password) throws GeneralSecurityException {
        try {
            return KeyStore.getInstance(new File(file), password.toCharArray());
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option.optionName() + ": " + new File(file).getAbsolutePath() + " cannot be read: "
                            + e.getMessage(),
                    e);
        }
    }

    @Override
    public String toString() {
        return "TlsSettings[trustStore=" + trustStore + ", keyStore=" + keyStore + ", verifyHost=" + verifyHost + "]";
    }
}
