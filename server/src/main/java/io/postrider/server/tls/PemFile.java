package io.postrider.server.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.EncryptedPrivateKeyInfo;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** Reads certificates and keys from PEM files (RFC 7468). */
final class PemFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
    private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

    private PemFile() {}

    /** Whether a file is PEM, rather than a key store. */
    static boolean isPem(Path file) throws IOException {
        return BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1))
                .find();
    }

    /**
     * All certificates of a file, in order.
     *
     * @throws GeneralSecurityException if there is none, or one cannot be understood
     */
    static List<Certificate> certificates(Path file) throws IOException, GeneralSecurityException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<Certificate> certificates = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            if (block.group(1).equals("CERTIFICATE")) {
                certificates.add(factory.generateCertificate(new ByteArrayInputStream(decode(block))));
            }
        }
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("there is no certificate in it");
        }
        return certificates;
    }

    /**
     * The private key of a file.
     *
     * @param password empty if the key is not encrypted
     * @throws GeneralSecurityException if there is none, it is of another format, or the password is wrong
     */
    static PrivateKey privateKey(Path file, String password) throws IOException, GeneralSecurityException {
        Matcher block = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
        while (block.find()) {
            switch (block.group(1)) {
                case "PRIVATE KEY":
                    return key(new PKCS8EncodedKeySpec(decode(block)));
                case "ENCRYPTED PRIVATE KEY":
                    return key(decrypt(decode(block), password));
                case "RSA PRIVATE KEY", "EC PRIVATE KEY":
                    throw new GeneralSecurityException("a \"" + block.group(1)
                            + "\" is an older format; convert it: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
                default:
                    // certificates may stand in the same file
            }
        }
        throw new GeneralSecurityException("there is no private key in it");
    }

    private static byte[] decode(Matcher block) {
        return Base64.getMimeDecoder().decode(block.group(2));
    }

    private static PKCS8EncodedKeySpec decrypt(byte[] encrypted, String password)
            throws IOException, GeneralSecurityException {
        EncryptedPrivateKeyInfo info = new EncryptedPrivateKeyInfo(encrypted);
        // for PBES2 the parameters name the algorithm; the other name is no more than its family
        String algorithm = info.getAlgParameters() == null
                ? info.getAlgName()
                : info.getAlgParameters().toString();
        Cipher cipher = Cipher.getInstance(algorithm);
        cipher.init(
                Cipher.DECRYPT_MODE,
                SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray())),
                info.getAlgParameters());
        return info.getKeySpec(cipher);
    }

    private static PrivateKey key(PKCS8EncodedKeySpec spec) throws GeneralSecurityException {
        InvalidKeySpecException failure = null;
        for (String algorithm : KEY_ALGORITHMS) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(spec);
            } catch (InvalidKeySpecException e) {
                failure = e;
            }
        }
        throw new GeneralSecurityException("the private key is of none of the kinds " + KEY_ALGORITHMS, failure);
    }
}
