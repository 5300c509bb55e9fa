package io.postrider.broker.security;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A password of which only a salted, slow hash is kept: PBKDF2 with HMAC-SHA-512. Immutable. Written as
 * {@code pbkdf2-sha512$ITERATIONS$SALT$HASH}, the last two in Base64; never shown otherwise.
 */
public final class PasswordHash {
    /** How often a new hash is iterated: what OWASP's cheat sheet on password storage asks of PBKDF2-HMAC-SHA512. */
    public static final int ITERATIONS = 220_000;

    private static final String ALGORITHM = "PBKDF2WithHmacSHA512";
    private static final String SCHEME = "pbkdf2-sha512";
    private static final int MAX_ITERATIONS = 100_000_000;
    private static final int HASH_BITS = 512;
    private static final int SALT_BYTES = 16;

    private final int iterations;
    private final byte[] salt;
    private final byte[] hash;

    private PasswordHash(int iterations, byte[] salt, byte[] hash) {
        this.iterations = iterations;
        this.salt = salt;
        this.hash = hash;
    }

    /** The hash of a password under a new random salt. Takes a tenth of a second or more, on purpose. */
    public static PasswordHash of(String password) {
        return of(password, ITERATIONS);
    }

    /** Nobody's: to check it takes as long as any other, to make it does not. */
    static PasswordHash ofNobody() {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[SALT_BYTES];
        byte[] hash = new byte[HASH_BITS / 8];
        random.nextBytes(salt);
        random.nextBytes(hash);
        return new PasswordHash(ITERATIONS, salt, hash);
    }

    static PasswordHash of(String password, int iterations) {
        byte[] salt = new byte[SALT_BYTES];
        new SecureRandom().nextBytes(salt);
        return new PasswordHash(iterations, salt, hash(password, salt, iterations));
    }

    /**
     * Reads what {@link #encoded} wrote.
     *
     * @throws IllegalArgumentException if it is no such hash; the message does not repeat it
     */
    public static PasswordHash parse(String encoded) {
        List<String> parts = List.of(encoded.split("\\$", -1));
        if (parts.size() != 4 || !parts.get(0).equals(SCHEME)) {
            throw new IllegalArgumentException("a password's hash is written as " + SCHEME + "$ITERATIONS$SALT$HASH");
        }
        int iterations = Integer.parseInt(parts.get(1));
        byte[] salt = Base64.getDecoder().decode(parts.get(2));
        byte[] hash = Base64.getDecoder().decode(parts.get(3));
        if (iterations < 1 || iterations > MAX_ITERATIONS || salt.length == 0 || hash.length != HASH_BITS / 8) {
            throw new IllegalArgumentException("a password's hash has parts that cannot be");
        }
        return new PasswordHash(iterations, salt, hash);
    }

    /** As it is kept in files: not the password, and yet not to be shown to anybody. */
    public String encoded() {
        Base64.Encoder base64 = Base64.getEncoder();
        return SCHEME + "$" + iterations + "$" + base64.encodeToString(salt) + "$" + base64.encodeToString(hash);
    }

    /** Whether a password is the one; takes the same time for any answer, a tenth of a second or more. */
    public boolean matches(String password) {
        return MessageDigest.isEqual(hash, hash(password, salt, iterations));
    }

    /** Whether new hashes are iterated more often, so that this one should be replaced when the password is next at hand. */
    public boolean outdated() {
        return iterations < ITERATIONS;
    }

    private static byte[] hash(String password, byte[] salt, int iterations) {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + ALGORITHM, e);
        } finally {
            spec.clearPassword();
        }
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "(password)";
    }
}
