package io.postrider.cdi.context;

import io.postrider.cdi.factory.NamedFactories;
import jakarta.enterprise.inject.spi.Annotated;
import jakarta.jms.JMSConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSPasswordCredential;
import jakarta.jms.JMSSessionMode;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What the annotations beside {@code @Inject} ask for; section 12.4.3. Injection points that ask for the same share one
 * context in each scope.
 *
 * @param factory the connection factory's name, {@link NamedFactories#DEFAULT} where none is given
 * @param userName who connects, or null
 * @param password the password that goes with it, or null
 * @param sessionMode the mode outside of transactions, as annotated
 */
public record ContextRequest(String factory, String userName, String password, int sessionMode)
        implements Serializable {
    /** All modes that an annotation may name; section 12.4.3. */
    public static final Set<Integer> SESSION_MODES = Set.of(
            JMSContext.AUTO_ACKNOWLEDGE,
            JMSContext.DUPS_OK_ACKNOWLEDGE,
            JMSContext.CLIENT_ACKNOWLEDGE,
            JMSContext.SESSION_TRANSACTED);

    /**
     * What a field, a parameter or a class is annotated with.
     *
     * @param annotated may be null: then it asks for nothing in particular
     */
    public static ContextRequest of(Annotated annotated) {
        Optional<JMSPasswordCredential> credential = annotation(annotated, JMSPasswordCredential.class);
        return new ContextRequest(
                annotation(annotated, JMSConnectionFactory.class)
                        .map(JMSConnectionFactory::value)
                        .orElse(NamedFactories.DEFAULT),
                credential.map(JMSPasswordCredential::userName).orElse(null),
                credential.map(JMSPasswordCredential::password).orElse(null),
                annotation(annotated, JMSSessionMode.class)
                        .map(JMSSessionMode::value)
                        .orElse(JMSContext.AUTO_ACKNOWLEDGE));
    }

    private static <A extends Annotation> Optional<A> annotation(Annotated annotated, Class<A> type) {
        return Optional.ofNullable(annotated).map(element -> element.getAnnotation(type));
    }

    /** The session mode outside of transactions: what only its user could commit or acknowledge is not possible; section 12.3. */
    int effectiveSessionMode() {
        return sessionMode == JMSContext.DUPS_OK_ACKNOWLEDGE ? sessionMode : JMSContext.AUTO_ACKNOWLEDGE;
    }

    /** Whether the annotated session mode is one that is taken as another; section 12.3. */
    public boolean isSessionModeReplaced() {
        return effectiveSessionMode() != sessionMode;
    }

    /** Whether both connect to the same broker as the same user: in a transaction the session mode does not matter. */
    boolean connectsLike(ContextRequest other) {
        return factory.equals(other.factory)
                && Objects.equals(userName, other.userName)
                && Objects.equals(password, other.password);
    }

    /** For people and logs: never a password. */
    @Override
    public String toString() {
        return "a JMSContext of '" + factory + "'" + (userName == null ? "" : " as " + userName);
    }
}
