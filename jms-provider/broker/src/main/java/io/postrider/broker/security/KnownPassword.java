package io.postrider.broker.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Recognises a password that was found right before, fast: by an HMAC under a key that exists only in this process's
 * memory and dies with it. Never written anywhere, never shown.
 */
final class KnownPassword {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final byte[] code;

    private KnownPassword(SecretKeySpec key, byte[] code) {
        this.key = key;
        this.code = code;
    }

    static KnownPassword of(String password) {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        SecretKeySpec key = new SecretKeySpec(random, ALGORITHM);
        return new KnownPassword(key, code(key, password));
    }

    boolean matches(String password) {
        return MessageDigest.isEqual(code, code(key, password));
    }

    private static byte[] code(SecretKeySpec key, String password) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        }
    }
}
