package io.postrider.protocol.link;

import io.postrider.protocol.message.DestinationName;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * What a temporary destination is made from. With a key of its owner the name follows from the key, but not the key from the name:
 * so the owner, and nobody else, can have the same name again on another link. Arrays are shared, not copied.
 *
 * @param kind a temporary queue or topic
 * @param ownerKey a secret of the connection, at least {@value #LEAST_KEY_BYTES} bytes; null where the broker chooses the name
 * @param number counts the owner's temporary destinations; 0 where there is no key
 */
public record TemporaryRequest(DestinationName.Kind kind, byte[] ownerKey, int number) {
    /** A shorter key could be guessed. */
    public static final int LEAST_KEY_BYTES = 16;

    private static final int NAME_BYTES = 16;
    private static final Pattern OWNED = Pattern.compile("[0-9a-f]{" + 2 * NAME_BYTES + "}-[0-9]+");

    /** Checks the key. */
    public TemporaryRequest {
        Objects.requireNonNull(kind, "kind");
        if (ownerKey != null && ownerKey.length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException("the key of a temporary destination's owner has at least "
                    + LEAST_KEY_BYTES + " bytes, not " + ownerKey.length);
        }
    }

    /** One whose name the broker chooses. */
    public static TemporaryRequest of(DestinationName.Kind kind) {
        return new TemporaryRequest(kind, null, 0);
    }

    /** The name that follows from the key, or null where the broker chooses it. */
    public String chosenName() {
        if (ownerKey == null) {
            return null;
        }
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(ownerKey);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, NAME_BYTES)) + "-" + number;
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Whether a name follows from somebody's key, as {@link #chosenName} does: its owner may ask for it again. */
    public static boolean hasOwner(DestinationName name) {
        return name.isTemporary() && OWNED.matcher(name.name()).matches();
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "TemporaryRequest[kind=" + kind + ", number=" + number + "]";
    }
}
