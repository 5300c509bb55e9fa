package io.postrider.client.message;

import io.postrider.client.error.JmsErrors;
import jakarta.jms.MessageFormatException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/**
 * Which classes a received {@code ObjectMessage} may hold. Bytes from a stranger must not choose which code runs here,
 * so whatever is not named is refused, before an instance of it is made.
 *
 * <p>Always permitted are the JDK's plain values: primitives' object forms, {@code String}, {@code BigDecimal} and
 * {@code BigInteger}, {@code java.time}, {@code Date}, {@code UUID}, the usual collections, and arrays of all that is
 * permitted. The application's own classes, enums and records too, need an entry each or one for their package. Beyond
 * that, an object graph may be {@value #MAX_DEPTH} references deep, and no array longer than its message has bytes.
 *
 * <p>Immutable, and safe for any thread.
 *
 * @param entries names of classes (with their nested classes) or of packages (with all below them); {@code "*"} trusts
 *     every class on the class path, and so everyone who can send
 */
public record ObjectTrust(List<String> entries) {
    /** The option of the connection factory's address that lists the entries, with commas between them. */
    public static final String OPTION = "jms.trustedPackages";

    /** How deep a received object graph may be, in references. */
    public static final int MAX_DEPTH = 512;

    /** The JDK's plain values only. */
    public static final ObjectTrust JDK_VALUES = new ObjectTrust(List.of());

    /** Every class: only where all who can send are trusted. */
    public static final ObjectTrust EVERYTHING = new ObjectTrust(List.of("*"));

    /**
     * Copies and checks the entries.
     *
     * @throws IllegalArgumentException if an entry is empty or holds a {@code *} but is not {@code "*"}
     */
    public ObjectTrust {
        entries = List.copyOf(entries);
        for (String entry : entries) {
            if (entry.isBlank() || entry.contains("*") && !entry.equals("*")) {
                throw new IllegalArgumentException("\"" + entry + "\" in " + OPTION
                        + " is neither the name of a class or a package, nor *; packages include what is below them");
            }
        }
    }

    /**
     * Reads the value of {@link #OPTION}.
     *
     * @param list entries with commas between them; null or blank for none
     * @throws IllegalArgumentException if an entry is malformed
     */
    public static ObjectTrust parse(String list) {
        if (list == null || list.isBlank()) {
            return JDK_VALUES;
        }
        return new ObjectTrust(
                Arrays.stream(list.split(",", -1)).map(String::strip).toList());
    }

    /** Whether a class of this name, not an array's, may be in a received object. */
    boolean permits(String className) {
        return TrustedObjectInput.isPlainValue(className)
                || entries.stream().anyMatch(entry -> covers(entry, className));
    }

    private static boolean covers(String entry, String className) {
        if (!className.startsWith(entry)) {
            return entry.equals("*");
        }
        int end = entry.length();
        return className.length() == end || className.charAt(end) == '.' || className.charAt(end) == '$';
    }

    /**
     * The object in these bytes.
     *
     * @throws MessageFormatException with the reason, and the cure where there is one
     */
    Serializable deserialize(byte[] bytes) throws MessageFormatException {
        try (TrustedObjectInput in = new TrustedObjectInput(new ByteArrayInputStream(bytes), this, bytes.length)) {
            try {
                return (Serializable) in.readObject();
            } catch (StackOverflowError e) {
                throw new MessageFormatException("the object graph is too deep for this thread's stack");
            } catch (IOException | ClassNotFoundException | RuntimeException e) {
                String reason = in.refusal() != null ? in.refusal() : "the object cannot be deserialized: " + e;
                throw JmsErrors.withCause(new MessageFormatException(reason), e);
            }
        } catch (IOException e) {
            throw JmsErrors.withCause(new MessageFormatException("the body holds no serialized object: " + e), e);
        }
    }
}
